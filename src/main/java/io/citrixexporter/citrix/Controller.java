package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.MachineSessions;
import io.citrixexporter.citrix.http.SessionsByMachine;
import io.citrixexporter.citrix.login.AccessTokens;
import io.citrixexporter.citrix.throttle.RequestLimiter;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.Machine;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.time.Deadline;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One controller of a site, or Citrix Cloud: whether it is in use, whether it works, and the site that it belongs to. Every
 * failure is a {@link CitrixException}.
 */
final class Controller {
    private final String name;
    private final boolean siteIdConfigured;
    private final ControllerRequests api;
    private final AccessTokens tokens;
    private final RequestLimiter limiter;
    private final CallReporter reporter;
    private volatile @Nullable SiteIdentity identity;

    /**
     * A controller that is not in use yet.
     *
     * @param name its host, and its port if the configuration has one, for metrics and logs
     * @param identity the configured identity of the site; null to look it up
     */
    Controller(
            String name,
            @Nullable SiteIdentity identity,
            ControllerRequests api,
            AccessTokens tokens,
            RequestLimiter limiter,
            CallReporter reporter) {
        this.name = name;
        this.siteIdConfigured = identity != null;
        this.identity = identity;
        this.api = api;
        this.tokens = tokens;
        this.limiter = limiter;
        this.reporter = reporter;
    }

    String name() {
        return name;
    }

    /** The controller is in use from now on. */
    void activate() {
        limiter.activate();
    }

    /** Another controller is in use from now on. */
    void deactivate() {
        limiter.deactivate(new CitrixException(FailureReason.CONNECT, "failover from " + name));
        reporter.replaced(name);
    }

    /** Whether the site id is configured, so that it is never looked up. */
    boolean siteIdConfigured() {
        return siteIdConfigured;
    }

    /** The identity of the site; empty before it is known. */
    Optional<SiteIdentity> identity() {
        return Optional.ofNullable(identity);
    }

    /** The site is looked up at the next sign-in, unless its id is configured. */
    void forgetSite() {
        identity = siteIdConfigured ? identity : null;
    }

    /** Fetches a token and the identity of the site, if they are not known yet. */
    Uni<SiteIdentity> signIn(Deadline deadline) {
        SiteIdentity known = identity;
        return known == null ? lookUp(deadline) : api.signIn(deadline).replaceWith(known);
    }

    /** Looks up the identity of the site again; empty if that fails, and then the known one stays. */
    Uni<Optional<SiteIdentity>> refreshIdentity(Deadline deadline) {
        return lookUp(deadline)
                .map(Optional::of)
                .onFailure(CitrixException.class)
                .recoverWithItem(Optional.empty());
    }

    private Uni<SiteIdentity> lookUp(Deadline deadline) {
        return api.me(deadline).invoke(found -> identity = found);
    }

    /** Fetches a new token although the one in use has not expired; false if that fails. */
    Uni<Boolean> renewToken() {
        return tokens.renewEarly();
    }

    /** Signs in and calls {@code /me} at once, without the limiter and without retries. */
    Uni<SiteIdentity> check() {
        return api.probeMe(identity).invoke(found -> identity = found);
    }

    /** Whether the controller responds, if only with an error. */
    Uni<Boolean> isReachable() {
        return check().replaceWith(true)
                .onFailure(CitrixException.class)
                .recoverWithItem(failure -> !CitrixErrors.of(failure).isOfController());
    }

    /** Whether the controller responds to calls for sessions; fails if it rejects the credentials. */
    Uni<Boolean> works(String machine) {
        return check().chain(found -> api.probeMachine(found.siteId(), machine))
                .replaceWith(true)
                .onFailure(failure -> !CitrixErrors.of(failure).rejectsCredentials())
                .recoverWithItem(failure -> switch (CitrixErrors.of(failure).reason()) {
                    case NOT_FOUND, FORBIDDEN, TOO_LARGE -> true;
                    default -> OptionNegotiation.isRejection(failure);
                });
    }

    Uni<MachineSessions> machineSessions(String machine, PollAttempt attempt) {
        return api.machineSessions(siteId(), machine, attempt);
    }

    Uni<SessionsByMachine> siteSessions(Deadline deadline) {
        return api.siteSessions(siteId(), deadline);
    }

    Uni<List<Machine>> machines(Deadline deadline) {
        return api.machines(siteId(), deadline);
    }

    private String siteId() {
        return identity()
                .orElseThrow(() -> new CitrixException(FailureReason.AUTH, "not signed in"))
                .siteId();
    }
}
