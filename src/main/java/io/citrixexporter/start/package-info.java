/**
 * The command line; starts Quarkus, and reports in one line per error why it did not start.
 */
@NullMarked
package io.citrixexporter.start;

import org.jspecify.annotations.NullMarked;
