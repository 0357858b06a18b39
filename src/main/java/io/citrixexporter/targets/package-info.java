/**
 * Which machines are polled and what their {@code machine} label is: inventory, discovery filter, machines file and
 * shards. Knows no API.
 */
@NullMarked
package io.citrixexporter.targets;

import org.jspecify.annotations.NullMarked;
