/**
 * The client of Citrix's REST API. From the ground up, each using only those before it:
 *
 * <ul>
 *   <li>{@code http}: responses: body limit, parsers, errors and their reasons
 *   <li>{@code throttle}: the concurrency limit, the rate limit and backoff
 *   <li>{@code login}: access tokens and the four ways to sign in
 *   <li>this package: the REST client interface ({@code CitrixApi}), calls with token, headers, timeouts and retries
 *       ({@code ApiCaller}), one controller ({@code ControllerClient}), failover between them ({@code Failover}), and the REST clients
 *       with their proxies ({@code RestClients})
 * </ul>
 *
 * <p>{@link io.citrixexporter.citrix.CitrixClient} is the client of one site. Every failure is a
 * {@link io.citrixexporter.citrix.http.CitrixException}.
 */
@NullMarked
package io.citrixexporter.citrix;

import org.jspecify.annotations.NullMarked;
