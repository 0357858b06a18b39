/**
 * How many requests a site gets, and how fast. Knows nothing of the API: the caller classifies each failure as an
 * {@link io.citrixexporter.citrix.throttle.Outcome}.
 */
@NullMarked
package io.citrixexporter.citrix.throttle;

import org.jspecify.annotations.NullMarked;
