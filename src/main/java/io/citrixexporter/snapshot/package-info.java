/**
 * What is known of all sites at one moment, as immutable values behind one reference.
 */
@NullMarked
package io.citrixexporter.snapshot;

import org.jspecify.annotations.NullMarked;
