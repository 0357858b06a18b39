/**
 * Metrics and health: reads snapshots, and counts cycles and API calls.
 */
@NullMarked
package io.citrixexporter.metrics;

import org.jspecify.annotations.NullMarked;
