/** The concurrency limit, the rate limit and backoff of the requests to a site. */
@NullMarked
package io.citrixexporter.citrix.throttle;

import org.jspecify.annotations.NullMarked;
