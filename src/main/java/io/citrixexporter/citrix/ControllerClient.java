package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.Endpoint;
import io.citrixexporter.citrix.http.MachineSessionsResponse;
import io.citrixexporter.citrix.http.MachinesParser;
import io.citrixexporter.citrix.http.Page;
import io.citrixexporter.citrix.http.Pages;
import io.citrixexporter.citrix.http.ResponseReader;
import io.citrixexporter.citrix.http.SessionListParser;
import io.citrixexporter.citrix.http.SiteIdentityParser;
import io.citrixexporter.citrix.http.SiteSession;
import io.citrixexporter.citrix.http.SiteSessions;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.Machine;
import io.citrixexporter.model.ResponseField;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.time.Deadline;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The API of one controller of a site, or of Citrix Cloud. Every failure is a {@link CitrixException}. */
final class ControllerClient {
    private final String name;
    private final String site;
    private final String customerId;
    private final CitrixApi api;
    private final ApiCaller caller;
    private final boolean siteIdConfigured;
    private final Map<Endpoint, OptionNegotiation> options = new EnumMap<>(Endpoint.class);
    private final String applicationsField;
    private volatile @Nullable SiteIdentity identity;

    /**
     * A controller that is not in use yet.
     *
     * @param name its host, and its port if the configuration has one, for metrics and logs
     * @param identity the configured identity of the site; null to look it up
     * @param applications whether the published applications of sessions are requested
     */
    ControllerClient(
            String name,
            String site,
            String customerId,
            @Nullable SiteIdentity identity,
            boolean applications,
            CitrixApi api,
            ApiCaller caller) {
        this.name = name;
        this.site = site;
        this.customerId = customerId;
        this.siteIdConfigured = identity != null;
        this.identity = identity;
        this.applicationsField = applications ? SessionListParser.APPLICATIONS_FIELD : "";
        this.api = api;
        this.caller = caller;
        for (Endpoint endpoint : Endpoint.values()) {
            options.put(endpoint, new OptionNegotiation(endpoint, site + ": " + name));
        }
    }

    String name() {
        return name;
    }

    /** The controller is in use from now on. */
    void activate() {
        caller.limiter().activate();
    }

    /** Another controller is in use from now on. */
    void deactivate() {
        caller.limiter().deactivate(new CitrixException(FailureReason.CONNECT, "failover from " + name));
        caller.reporter().replaced(name);
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
        return known == null ? lookUp(deadline) : caller.signIn(deadline).replaceWith(known);
    }

    /** Looks up the identity of the site again; empty if that fails, and then the known one stays. */
    Uni<Optional<SiteIdentity>> refreshIdentity(Deadline deadline) {
        return lookUp(deadline)
                .map(Optional::of)
                .onFailure(CitrixException.class)
                .recoverWithItem(Optional.empty());
    }

    /** Fetches a new token although the one in use has not expired; false if that fails. */
    Uni<Boolean> renewToken() {
        return caller.tokens().renewEarly();
    }

    /** Signs in and calls {@code /me} at once, without the limiter and without retries. */
    Uni<SiteIdentity> check() {
        SiteIdentity known = identity;
        return caller.callUnlimited(meRequest(options(Endpoint.ME).current(), known))
                .invoke(found -> identity = found);
    }

    /** Whether the controller responds, if only with an error. */
    Uni<Boolean> isReachable() {
        return check().replaceWith(true)
                .onFailure(CitrixException.class)
                .recoverWithItem(failure -> !isControllerFailure(failure));
    }

    /** Whether the controller responds to calls for sessions; fails if it rejects the credentials. */
    Uni<Boolean> works(String machine) {
        return check().chain(() -> caller.callUnlimited(machineSessionsRequest(
                        machine, options(Endpoint.MACHINE_SESSIONS).current())))
                .replaceWith(true)
                .onFailure(failure -> !CitrixErrors.of(failure).rejectsCredentials())
                .recoverWithItem(failure -> switch (CitrixErrors.of(failure).reason()) {
                    case NOT_FOUND, FORBIDDEN, TOO_LARGE -> true;
                    default -> OptionNegotiation.isRejection(failure);
                });
    }

    /** Whether a failure may be one of the controller as a whole, including its token endpoint. */
    static boolean isControllerFailure(Throwable failure) {
        CitrixException known = CitrixErrors.of(failure);
        return switch (known.reason()) {
            case CONNECT, TLS, TIMEOUT -> true;
            case SERVER_ERROR -> known.atLogin();
            default -> false;
        };
    }

    /** The sessions on a machine, without retries, except with other options if the server rejects some. */
    Uni<MachineSessionsResponse> machineSessions(String machine, PollAttempt attempt) {
        return options(Endpoint.MACHINE_SESSIONS)
                .call(
                        attempt.deadline(),
                        sent -> caller.callWithoutRetry(machineSessionsRequest(machine, sent), attempt));
    }

    /** All sessions of the site. */
    Uni<SiteSessions> siteSessions(Deadline deadline) {
        return Pages.all(token -> page(
                        Endpoint.SESSIONS,
                        deadline,
                        (sent, headers) -> api.sessions(
                                sessionFields(sent, SessionListParser.MACHINE_FIELD), sent.pageSize(), token, headers),
                        body -> SiteSession.read(body, caller::unrecognized)))
                .map(SiteSessions::of);
    }

    /** All machines of the site. */
    Uni<List<Machine>> machines(Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            AtomicBoolean withoutId = new AtomicBoolean();
            return Pages.all(token -> page(
                            Endpoint.MACHINES,
                            deadline,
                            (sent, headers) -> api.machines(
                                    sent.fields(MachinesParser.FIELDS, MachinesParser.FIELDS),
                                    sent.pageSize(),
                                    token,
                                    headers),
                            body -> MachinesParser.read(body, field -> {
                                withoutId.compareAndSet(false, field == ResponseField.ID);
                                caller.unrecognized(field);
                            })))
                    .invoke(machines -> {
                        if (machines.isEmpty() && withoutId.get()) {
                            throw new CitrixException(
                                    FailureReason.BAD_RESPONSE, "no machine in the list of the site has an id");
                        }
                    });
        });
    }

    private Uni<SiteIdentity> lookUp(Deadline deadline) {
        return options(Endpoint.ME)
                .call(deadline, sent -> caller.callWithRetries(meRequest(sent, null), deadline))
                .invoke(found -> identity = found);
    }

    /** Reads the identity of the site from the response only if it is not known. */
    private ApiRequest<SiteIdentity> meRequest(RequestOptions sent, @Nullable SiteIdentity known) {
        return new ApiRequest<>(
                Endpoint.ME,
                null,
                sent,
                api::me,
                body -> known == null ? SiteIdentityParser.read(body, site, customerId) : known);
    }

    private ApiRequest<MachineSessionsResponse> machineSessionsRequest(String machine, RequestOptions sent) {
        return new ApiRequest<>(
                Endpoint.MACHINE_SESSIONS,
                siteId(),
                sent,
                headers -> api.machineSessions(machine.replace('\\', '|'), sessionFields(sent, ""), headers),
                MachineSessionsResponse::read);
    }

    private @Nullable String sessionFields(RequestOptions sent, String more) {
        return sent.fields(SessionListParser.CORE_FIELDS + more, SessionListParser.FIELDS + applicationsField + more);
    }

    private <T> Uni<Page<T>> page(
            Endpoint endpoint,
            Deadline deadline,
            BiFunction<RequestOptions, CallHeaders, Uni<Response>> request,
            ResponseReader.Parser<Page<T>> parser) {
        return options(endpoint)
                .call(
                        deadline,
                        sent -> caller.callWithRetries(
                                new ApiRequest<>(
                                        endpoint, siteId(), sent, headers -> request.apply(sent, headers), parser),
                                deadline));
    }

    private String siteId() {
        SiteIdentity known = identity;
        if (known == null) {
            throw new CitrixException(FailureReason.AUTH, "not signed in");
        }
        return known.siteId();
    }

    private OptionNegotiation options(Endpoint endpoint) {
        return Objects.requireNonNull(options.get(endpoint));
    }
}
