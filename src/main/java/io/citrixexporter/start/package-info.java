/**
 * The entrance: starts Quarkus, and tells the user in a line or two why it did not start.
 */
@NullMarked
package io.citrixexporter.start;

import org.jspecify.annotations.NullMarked;
