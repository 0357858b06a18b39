package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.BodyParser;
import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.Deadline;
import io.citrixexporter.citrix.http.MachineSession;
import io.citrixexporter.citrix.http.MachinesResponse;
import io.citrixexporter.citrix.http.MeResponse;
import io.citrixexporter.citrix.http.Pages;
import io.citrixexporter.citrix.http.SessionList;
import io.citrixexporter.citrix.http.SessionsResponse;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.Machine;
import io.citrixexporter.model.ResponseField;
import io.citrixexporter.model.SiteIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One controller of a site, or Citrix Cloud: its API, with a token of its own. Every failure is a
 * {@link CitrixException}.
 */
public final class Controller {
    private static final Logger LOG = Logger.getLogger(Controller.class);

    private final String name;
    private final String site;
    private final String customerId;
    private final CitrixApi api;
    private final ApiCaller caller;
    private final boolean siteIdConfigured;
    private volatile @Nullable SiteIdentity identity;
    private final Map<Endpoint, AcceptedOptions> options = new EnumMap<>(Endpoint.class);

    Controller(
            String name,
            String site,
            String customerId,
            @Nullable SiteIdentity identity,
            CitrixApi api,
            ApiCaller caller) {
        this.name = name;
        this.site = site;
        this.customerId = customerId;
        this.siteIdConfigured = identity != null;
        this.identity = identity;
        this.api = api;
        this.caller = caller;
        for (Endpoint endpoint : Endpoint.values()) {
            options.put(
                    endpoint,
                    new AcceptedOptions(RequestOptions.of(endpoint), change -> logRejected(endpoint, change)));
        }
    }

    /** What the controller is called in metrics and logs: its host, and its port where that is given. */
    String name() {
        return name;
    }

    /** Makes sure that there is a token, and finds out which site this is; asks Citrix only where it must. */
    Uni<SiteIdentity> signIn(Deadline deadline) {
        SiteIdentity known = identity;
        return known == null
                ? options(Endpoint.ME)
                        .call(deadline, sent -> caller.call(me(sent), deadline))
                        .invoke(found -> identity = found)
                : caller.signIn(deadline).replaceWith(known);
    }

    /** Signs in and calls {@code /me} even where the site is known, without retries and whatever the limiter says. */
    Uni<SiteIdentity> probe() {
        return caller.probe(me(options(Endpoint.ME).current())).invoke(found -> identity = found);
    }

    /** Fetches a new token although the one in use has not expired; whether there is one. */
    Uni<Boolean> renewToken() {
        return caller.renewToken();
    }

    /** Whether the user configured the id of the site, so that it is never looked up. */
    boolean siteIdConfigured() {
        return siteIdConfigured;
    }

    /** Looks up again which site this is; what is known stays if that fails. */
    Uni<Optional<SiteIdentity>> lookUpAgain(Deadline deadline) {
        return options(Endpoint.ME)
                .call(deadline, sent -> caller.call(me(sent, null), deadline))
                .invoke(found -> identity = found)
                .map(Optional::of)
                .onFailure(CitrixException.class)
                .recoverWithItem(Optional.empty());
    }

    /** The site is looked up at the next sign-in. */
    void forgetSite() {
        if (!siteIdConfigured) {
            identity = null;
        }
    }

    /** Whether the controller answers calls for sessions, and not only logins. */
    Uni<Boolean> works(String machine) {
        return probe().chain(() -> caller.probe(machineSessions(
                        machine, options(Endpoint.MACHINE_SESSIONS).current())))
                .replaceWith(true)
                .onFailure(failure -> !Controller.credentialsRefused(failure))
                .recoverWithItem(failure -> switch (CitrixErrors.of(failure).reason()) {
                    case NOT_FOUND, FORBIDDEN, TOO_LARGE -> true;
                    default -> AcceptedOptions.isRejection(failure);
                });
    }

    /** The controller is in use from now on. */
    void activate() {
        caller.limiter().activate();
    }

    /** Another controller is in use from now on. */
    void deactivate() {
        caller.limiter().deactivate(new CitrixException(FailureReason.CONNECT, "failover from " + name));
    }

    private Call<SiteIdentity> me(RequestOptions sent) {
        return me(sent, identity);
    }

    private Call<SiteIdentity> me(RequestOptions sent, @Nullable SiteIdentity known) {
        return new Call<>(
                Endpoint.ME,
                null,
                sent,
                api::me,
                body -> known == null ? MeResponse.read(body, site, customerId) : known);
    }

    /** Whether the controller responds, if only with an error. */
    Uni<Boolean> isReachable() {
        return probe().replaceWith(true)
                .onFailure(CitrixException.class)
                .recoverWithItem(failure -> !mayBeLost(failure));
    }

    /** Whether a failure may mean that the controller as a whole is lost, its token endpoint included. */
    static boolean mayBeLost(Throwable failure) {
        CitrixException known = CitrixErrors.of(failure);
        return switch (known.reason()) {
            case CONNECT, TLS, TIMEOUT -> true;
            case SERVER_ERROR -> known.atSignIn();
            default -> false;
        };
    }

    /** Whether no sign-in may follow, here or at another controller: the account would be locked. */
    static boolean credentialsRefused(Throwable failure) {
        CitrixException known = CitrixErrors.of(failure);
        return known.reason() == FailureReason.AUTH && known.atSignIn();
    }

    /** The sessions on a machine; a failed call is not repeated, except with other options if the server rejects them. */
    Uni<SessionsResponse> sessions(String machine, Attempt attempt) {
        return options(Endpoint.MACHINE_SESSIONS)
                .call(
                        attempt.deadline(),
                        sent -> signedIn(() -> caller.callOnce(machineSessions(machine, sent), attempt)));
    }

    private Call<SessionsResponse> machineSessions(String machine, RequestOptions sent) {
        return new Call<>(
                Endpoint.MACHINE_SESSIONS,
                siteId(),
                sent,
                headers -> api.machineSessions(machine.replace('\\', '|'), fields(sent, SessionList.FIELDS), headers),
                SessionsResponse::read);
    }

    /** All sessions of the site. */
    Uni<List<MachineSession>> sessions(Deadline deadline) {
        return Pages.all(token -> page(
                Endpoint.SESSIONS,
                deadline,
                (sent, headers) ->
                        api.sessions(fields(sent, SessionList.FIELDS_WITH_MACHINE), limit(sent), token, headers),
                body -> MachineSession.read(body, caller::unrecognized)));
    }

    /** All machines of the site. */
    Uni<List<Machine>> machines(Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            AtomicBoolean withoutId = new AtomicBoolean();
            return Pages.all(token -> page(
                            Endpoint.MACHINES,
                            deadline,
                            (sent, headers) ->
                                    api.machines(fields(sent, MachinesResponse.FIELDS), limit(sent), token, headers),
                            body -> MachinesResponse.read(body, field -> {
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

    private <T> Uni<T> page(
            Endpoint endpoint,
            Deadline deadline,
            BiFunction<RequestOptions, CallHeaders, Uni<Response>> request,
            BodyParser<T> reader) {
        return options(endpoint)
                .call(
                        deadline,
                        sent -> signedIn(() -> caller.call(
                                new Call<>(endpoint, siteId(), sent, headers -> request.apply(sent, headers), reader),
                                deadline)));
    }

    /** The id of the site, or empty before it is known. */
    String signedInTo() {
        SiteIdentity known = identity;
        return known == null ? "" : known.siteId();
    }

    private @Nullable String siteId() {
        SiteIdentity known = identity;
        return known == null ? null : known.siteId();
    }

    private static @Nullable String fields(RequestOptions sent, String fields) {
        return sent.fields() ? fields : null;
    }

    private static @Nullable Integer limit(RequestOptions sent) {
        return sent.limit() > 0 ? sent.limit() : null;
    }

    private AcceptedOptions options(Endpoint endpoint) {
        return Objects.requireNonNull(options.get(endpoint));
    }

    private void logRejected(Endpoint endpoint, AcceptedOptions.Change change) {
        LOG.warnf(
                "%s: %s rejects a part of the request to %s with HTTP %d; no longer sent: %s",
                site,
                name,
                endpoint.template(),
                change.status(),
                String.join(", ", change.before().beyond(change.now())));
    }

    private <T> Uni<T> signedIn(Supplier<Uni<T>> call) {
        return identity == null
                ? Uni.createFrom().failure(new CitrixException(FailureReason.AUTH, "not signed in"))
                : call.get();
    }
}
