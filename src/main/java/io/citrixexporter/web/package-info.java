/**
 * The endpoint: the metrics, the status page, and who may read them.
 *
 * <p>A scrape: {@code MetricsRoute}, {@code RenderedResponse} (waits for a rendering), {@code BoundedRendering} (one rendering for
 * all clients that wait; it calls {@code MetricsExposition}), {@code CompressedBody}, {@code PacedResponse} (sends it).
 */
@NullMarked
package io.citrixexporter.web;

import org.jspecify.annotations.NullMarked;
