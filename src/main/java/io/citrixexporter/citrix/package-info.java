/**
 * The only door to Citrix's REST API. From the ground up, each using only those before it:
 *
 * <ul>
 *   <li>{@code http}: a response read and judged; parsers, errors and their reasons, deadlines, body limits
 *   <li>{@code throttle}: how many requests a site gets, and how fast
 *   <li>{@code login}: access tokens and the four ways to sign in
 *   <li>this package: the REST client interface, the calls with token, headers, timeouts and retries, and failover
 * </ul>
 *
 * <p>{@link io.citrixexporter.citrix.CitrixClient} is the client of one site. Every failure is a
 * {@link io.citrixexporter.citrix.http.CitrixException}.
 */
@NullMarked
package io.citrixexporter.citrix;

import org.jspecify.annotations.NullMarked;
