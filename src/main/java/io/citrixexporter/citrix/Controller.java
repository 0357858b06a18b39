package io.citrixexporter.citrix;

import io.citrixexporter.inventory.Machine;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One controller of a site, or Citrix Cloud: its API, with a token of its own. Every failure is a
 * {@link CitrixException}.
 */
final class Controller {
    private static final Logger LOG = Logger.getLogger(Controller.class);
    private static final int PAGE_SIZE = 1_000;

    private final String name;
    private final String site;
    private final String customerId;
    private final CitrixApi api;
    private final ApiCaller caller;
    private volatile @Nullable SiteIdentity identity;
    private final Set<Endpoint> fieldsRefused = ConcurrentHashMap.newKeySet();

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
        this.identity = identity;
        this.api = api;
        this.caller = caller;
    }

    /** What the controller is called in metrics and logs: its host, and its port where that is given. */
    String name() {
        return name;
    }

    /** Makes sure that there is a token, and finds out which site this is; asks Citrix only where it must. */
    Uni<SiteIdentity> signIn(Deadline deadline) {
        SiteIdentity known = identity;
        return known == null
                ? caller.call(me(), deadline).invoke(found -> identity = found)
                : caller.signIn(deadline).replaceWith(known);
    }

    /** Signs in and calls {@code /me} even where the site is known, without retries and whatever the limiter says. */
    Uni<SiteIdentity> probe() {
        return caller.probe(me()).invoke(found -> identity = found);
    }

    /** Whether the controller answers calls for sessions, and not only logins. */
    Uni<Boolean> works(String machine) {
        return probe().chain(() -> caller.probe(machineSessions(machine, SessionList.FIELDS)))
                .replaceWith(true)
                .onFailure(failure -> !Controller.credentialsRefused(failure))
                .recoverWithItem(failure -> switch (CitrixErrors.of(failure).reason()) {
                    case NOT_FOUND, FORBIDDEN, TOO_LARGE -> true;
                    default -> isFieldSelectionRejected(failure);
                });
    }

    /** The controller is in use from now on. */
    void activate() {
        caller.limiter().activate();
    }

    /** Another controller is in use from now on. */
    void deactivate() {
        caller.limiter().deactivate(new CitrixException(Reason.CONNECT, "failover from " + name));
    }

    private Call<SiteIdentity> me() {
        SiteIdentity known = identity;
        return new Call<>(
                Endpoint.ME, null, api::me, body -> known == null ? MeAnswer.read(body, site, customerId) : known);
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
        return known.reason() == Reason.AUTH && known.atSignIn();
    }

    /** The sessions on a machine; a failed call is not repeated. */
    Uni<SessionsAnswer> sessions(String machine, Attempt attempt) {
        return withFields(
                Endpoint.MACHINE_SESSIONS,
                SessionList.FIELDS,
                fields -> signedIn(() -> caller.callOnce(machineSessions(machine, fields), attempt)));
    }

    private Call<SessionsAnswer> machineSessions(String machine, @Nullable String fields) {
        SiteIdentity known = identity;
        return new Call<>(
                Endpoint.MACHINE_SESSIONS,
                known == null ? null : known.siteId(),
                headers -> api.machineSessions(machine.replace('\\', '|'), fields, headers),
                SessionsAnswer::read);
    }

    /** All sessions of the site. */
    Uni<List<MachineSession>> sessions(Deadline deadline) {
        return withFields(
                Endpoint.SESSIONS,
                SessionList.FIELDS_WITH_MACHINE,
                fields -> Pages.all(token -> siteCall(
                        Endpoint.SESSIONS,
                        deadline,
                        headers -> api.sessions(fields, PAGE_SIZE, token, headers),
                        MachineSession::read)));
    }

    /** All machines of the site. */
    Uni<List<Machine>> machines(Deadline deadline) {
        return withFields(
                Endpoint.MACHINES,
                MachinesAnswer.FIELDS,
                fields -> Pages.all(token -> siteCall(
                        Endpoint.MACHINES,
                        deadline,
                        headers -> api.machines(fields, PAGE_SIZE, token, headers),
                        MachinesAnswer::read)));
    }

    /** Asks for certain fields, and once more without if the server dislikes that; this call does not ask for them again. */
    private <T> Uni<T> withFields(Endpoint endpoint, String fields, Function<@Nullable String, Uni<T>> call) {
        if (fieldsRefused.contains(endpoint)) {
            return call.apply(null);
        }
        return call.apply(fields)
                .onFailure(Controller::isFieldSelectionRejected)
                .recoverWithUni(() -> call.apply(null).invoke(() -> withoutFields(endpoint)));
    }

    private void withoutFields(Endpoint endpoint) {
        if (fieldsRefused.add(endpoint)) {
            LOG.warnf(
                    "%s: %s refuses a choice of fields on %s and is asked without it;"
                            + " its answers then hold all that it knows, which is skipped unread",
                    site, name, endpoint.template());
        }
    }

    private <T> Uni<T> siteCall(
            Endpoint endpoint, Deadline deadline, Function<CallHeaders, Uni<Response>> request, BodyReader<T> reader) {
        SiteIdentity known = identity;
        return signedIn(() ->
                caller.call(new Call<>(endpoint, known == null ? null : known.siteId(), request, reader), deadline));
    }

    private <T> Uni<T> signedIn(Supplier<Uni<T>> call) {
        return identity == null
                ? Uni.createFrom().failure(new CitrixException(Reason.AUTH, "not signed in"))
                : call.get();
    }

    private static boolean isFieldSelectionRejected(Throwable failure) {
        CitrixException known = CitrixErrors.of(failure);
        // A token endpoint's 400 is about the credentials.
        return known.reason() == Reason.BAD_RESPONSE && known.status().orElse(0) == 400;
    }
}
