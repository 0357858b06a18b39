/**
 * The client of Citrix's REST API. From the ground up, each using only those before it:
 *
 * <ul>
 *   <li>{@code connect}: servers, proxies, REST clients and certificates
 *   <li>{@code http}: responses: body limit, parsers, errors and their reasons
 *   <li>{@code throttle}: the concurrency limit, the rate limit and backoff
 *   <li>{@code login}: access tokens and the four ways to sign in
 *   <li>this package: calls
 * </ul>
 *
 * <p>A call passes these, from the outermost to the innermost; some repeat it:
 *
 * <ol>
 *   <li>{@code CitrixClient}: never; it cancels the call at the deadline of the cycle
 *   <li>{@code Failover}: at another controller, if the one in use does not respond
 *   <li>{@code Controller}: never; it adds the id of the site
 *   <li>{@code ControllerRequests}: a list of pages once from its start, if a continuation token is rejected ({@code Pages}); it
 *       builds the requests
 *   <li>{@code OptionNegotiation}: without optional parts that the server rejects
 *   <li>{@code ApiCaller}: with another token, if the API rejects the token; and after a backoff, except for the calls of single
 *       machines, which {@code RetryPolicy} of the poller repeats; their login is repeated here
 *   <li>{@code RequestLimiter}: never; it delays or rejects the call
 *   <li>{@code CallReporter}: never; it reports the end of the call to the metrics and the debug log
 *   <li>{@code CitrixRestClient}: never; it is the REST client interface
 * </ol>
 *
 * <p>{@link io.citrixexporter.citrix.CitrixClient} is the client of one site. Every failure is a
 * {@link io.citrixexporter.citrix.http.CitrixException}.
 */
@NullMarked
package io.citrixexporter.citrix;

import org.jspecify.annotations.NullMarked;
