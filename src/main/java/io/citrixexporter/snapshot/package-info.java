/**
 * Immutable values of all sites at one time, behind one reference. Knows no API: a failure is a reason and a text.
 */
@NullMarked
package io.citrixexporter.snapshot;

import org.jspecify.annotations.NullMarked;
