package io.citrixexporter.citrix;

import io.citrixexporter.inventory.Machine;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One controller of a site, or Citrix Cloud: its API, with a token of its own. Every failure is a
 * {@link CitrixException}.
 *
 * <p>A call whose token is refused is repeated once with a new one; a call whose connection breaks, or whose server
 * stumbles, is repeated once after a moment.
 */
final class Controller {
    private static final Logger LOG = Logger.getLogger(Controller.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private static final int PAGE_SIZE = 1_000;

    private final String name;
    private final String site;
    private final String customerId;
    private final CitrixApi api;
    private final AccessTokens tokens;
    private final Duration timeout;
    private final CallObserver observer;
    private volatile @Nullable SiteIdentity identity;
    private final Set<Endpoint> fieldsRefused = ConcurrentHashMap.newKeySet();

    Controller(
            String name,
            String site,
            String customerId,
            @Nullable SiteIdentity identity,
            CitrixApi api,
            AccessTokens tokens,
            Duration timeout,
            CallObserver observer) {
        this.name = name;
        this.site = site;
        this.customerId = customerId;
        this.identity = identity;
        this.api = api;
        this.tokens = tokens;
        this.timeout = timeout;
        this.observer = observer;
    }

    /** What the controller is called in metrics and logs: its host, and its port where that is given. */
    String name() {
        return name;
    }

    /** Makes sure that there is a token, and finds out which site this is; asks Citrix only where it must. */
    Uni<SiteIdentity> signIn() {
        SiteIdentity known = identity;
        return known == null ? askWho() : tokens.current().replaceWith(known);
    }

    /** Signs in, and asks who this is even where that is known: a controller that answers is of use. */
    Uni<SiteIdentity> askWho() {
        SiteIdentity known = identity;
        return call(Endpoint.ME, null, api::me, body -> known == null ? MeAnswer.read(body, customerId) : known)
                .invoke(found -> identity = found);
    }

    /** Whether the controller is there for its callers, even if it has nothing but an error for this one. */
    Uni<Boolean> alive() {
        return askWho().replaceWith(true)
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

    /** The sessions on a machine. */
    Uni<SessionsAnswer> sessions(String machine) {
        String path = machine.replace('\\', '|');
        return withFields(
                Endpoint.MACHINE_SESSIONS,
                SessionList.FIELDS,
                fields -> siteCall(
                        Endpoint.MACHINE_SESSIONS,
                        headers -> api.machineSessions(path, fields, headers),
                        SessionsAnswer::read));
    }

    /** All sessions of the site. */
    Uni<List<MachineSession>> sessions() {
        return withFields(
                Endpoint.SESSIONS,
                SessionList.FIELDS_WITH_MACHINE,
                fields -> Pages.all(token -> siteCall(
                        Endpoint.SESSIONS,
                        headers -> api.sessions(fields, PAGE_SIZE, token, headers),
                        MachineSession::read)));
    }

    /** All machines of the site. */
    Uni<List<Machine>> machines() {
        return withFields(
                Endpoint.MACHINES,
                MachinesAnswer.FIELDS,
                fields -> Pages.all(token -> siteCall(
                        Endpoint.MACHINES,
                        headers -> api.machines(fields, PAGE_SIZE, token, headers),
                        MachinesAnswer::read)));
    }

    /** Asks for certain fields, and once more without if the server dislikes that; this call does not ask for them again. */
    private <T> Uni<T> withFields(Endpoint endpoint, String fields, Function<@Nullable String, Uni<T>> call) {
        if (fieldsRefused.contains(endpoint)) {
            return call.apply(null);
        }
        return call.apply(fields).onFailure(Controller::mayDislikeFields).recoverWithUni(() -> call.apply(null)
                .invoke(() -> withoutFields(endpoint)));
    }

    private void withoutFields(Endpoint endpoint) {
        if (fieldsRefused.add(endpoint)) {
            LOG.warnf(
                    "%s: %s refuses a choice of fields on %s and is asked without it;"
                            + " its answers then hold all that it knows, which is skipped unread",
                    site, name, endpoint.template());
        }
    }

    private <T> Uni<T> siteCall(Endpoint endpoint, Function<CallHeaders, Uni<Response>> request, BodyReader<T> reader) {
        SiteIdentity known = identity;
        return known == null
                ? Uni.createFrom().failure(new CitrixException(Reason.AUTH, "not signed in"))
                : call(endpoint, known.siteId(), request, reader);
    }

    private <T> Uni<T> call(
            Endpoint endpoint,
            @Nullable String siteId,
            Function<CallHeaders, Uni<Response>> request,
            BodyReader<T> reader) {
        return tokens.current().flatMap(token -> attempts(endpoint, token, siteId, request, reader)
                .onFailure(Controller::refused)
                .recoverWithUni(failure -> tokens.insteadOf(token)
                        .flatMap(renewed -> renewed.equals(token)
                                ? Uni.createFrom().failure(failure)
                                : attempts(endpoint, renewed, siteId, request, reader))));
    }

    private <T> Uni<T> attempts(
            Endpoint endpoint,
            AccessToken token,
            @Nullable String siteId,
            Function<CallHeaders, Uni<Response>> request,
            BodyReader<T> reader) {
        return Uni.createFrom()
                .deferred(() -> {
                    CallHeaders headers = new CallHeaders(
                            token, customerId, siteId, UUID.randomUUID().toString());
                    return observed(endpoint, headers, request, reader);
                })
                .onFailure(Controller::mayPass)
                .retry()
                .withBackOff(SHORTEST_PAUSE, LONGEST_PAUSE)
                .withJitter(0.5)
                .atMost(1)
                .onFailure()
                .transform(CitrixErrors::of);
    }

    private <T> Uni<T> observed(
            Endpoint endpoint,
            CallHeaders headers,
            Function<CallHeaders, Uni<Response>> request,
            BodyReader<T> reader) {
        String transactionId = headers.transactionId;
        long start = System.nanoTime();
        return Uni.createFrom()
                .deferred(() -> request.apply(headers))
                .ifNoItem()
                .after(timeout)
                .fail()
                .map(response -> body(response, reader))
                .onFailure()
                .transform(failure -> CitrixErrors.of(failure).at(name, transactionId))
                .onItemOrFailure()
                .invoke((answer, failure) -> {
                    Duration took = Duration.ofNanos(System.nanoTime() - start);
                    observer.called(site, endpoint, outcome(failure), took);
                    LOG.debugf(
                            "%s: %s %s in %d ms, Citrix-TransactionId %s",
                            site, endpoint.template(), outcome(failure), took.toMillis(), transactionId);
                });
    }

    private static <T> T body(Response response, BodyReader<T> reader) {
        String type = response.getHeaderString("Content-Type");
        boolean foreign = type != null && !type.toLowerCase(Locale.ROOT).contains("json");
        if (response.getStatus() == 404 && foreign) {
            throw CitrixErrors.notTheApi(response.getStatus());
        }
        if (response.getStatus() != 200) {
            throw CitrixErrors.ofStatus(response.getStatus());
        }
        if (foreign) {
            throw new CitrixException(
                    Reason.BAD_RESPONSE, "HTTP 200 with something other than " + MediaType.APPLICATION_JSON);
        }
        byte[] body = response.readEntity(byte[].class);
        if (body == null || body.length == 0) {
            throw new CitrixException(Reason.BAD_RESPONSE, "HTTP 200 with an empty answer");
        }
        try {
            return reader.read(body);
        } catch (IOException e) {
            throw CitrixErrors.of(e);
        }
    }

    static String outcome(@Nullable Throwable failure) {
        if (failure == null) {
            return "2xx";
        }
        CitrixException known = CitrixErrors.of(failure);
        int status = known.status().orElse(0);
        return status >= 300 ? status / 100 + "xx" : known.reason().label();
    }

    private static boolean refused(Throwable failure) {
        return CitrixErrors.of(failure).status().orElse(0) == 401;
    }

    private static boolean mayDislikeFields(Throwable failure) {
        CitrixException known = CitrixErrors.of(failure);
        // A token endpoint's 400 is about the credentials.
        return known.reason() == Reason.BAD_RESPONSE && known.status().orElse(0) == 400;
    }

    /** Whether the same call may well succeed a moment later. */
    private static boolean mayPass(Throwable failure) {
        CitrixException known = CitrixErrors.of(failure);
        return known.reason() == Reason.CONNECT
                || switch (known.status().orElse(0)) {
                    case 500, 502, 504, 530 -> true;
                    default -> false;
                };
    }

    /** Makes something of the body of an answer with status 200. */
    private interface BodyReader<T> {
        T read(byte[] body) throws IOException;
    }
}
