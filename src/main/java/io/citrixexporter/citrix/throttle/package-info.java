/**
 * Which requests are sent when. {@code RateLimit} belongs to a site; the rest belongs to a controller:
 *
 * <ul>
 *   <li>{@code RequestLimiter}: the queue, its lock and its timer
 *   <li>{@code ControllerLimit}: whether the controller is in use, the log and the metrics
 *   <li>{@code AdaptiveLimit}: the concurrency limit and the backoff
 *   <li>{@code CircuitBreaker}: the probes of an unavailable controller
 * </ul>
 */
@NullMarked
package io.citrixexporter.citrix.throttle;

import org.jspecify.annotations.NullMarked;
