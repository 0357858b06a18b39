/**
 * The concurrency limit, the rate limit and backoff of the requests to a site. Independent of the API: the caller classifies each failure as an
 * {@link io.citrixexporter.citrix.throttle.Outcome}.
 */
@NullMarked
package io.citrixexporter.citrix.throttle;

import org.jspecify.annotations.NullMarked;
