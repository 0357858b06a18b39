package io.citrixexporter.citrix;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the API of one site. Every failure is a {@link CitrixException}.
 *
 * <p>A call whose token is refused is repeated once with a new one; a call whose connection breaks, or whose server
 * stumbles, is repeated once after a moment.
 */
public final class CitrixClient {
    /** The largest decoded body that is read, in bytes: 64 MiB. */
    public static final long LARGEST_ANSWER = 64L << 20;

    private static final Logger LOG = Logger.getLogger(CitrixClient.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final String site;
    private final String customerId;
    private final CitrixApi api;
    private final AccessTokens tokens;
    private final Duration timeout;
    private final CallObserver observer;
    private volatile @Nullable SiteIdentity identity;
    private volatile boolean fieldsRefused;

    CitrixClient(
            String site,
            String customerId,
            @Nullable SiteIdentity identity,
            CitrixApi api,
            AccessTokens tokens,
            Duration timeout,
            CallObserver observer) {
        this.site = site;
        this.customerId = customerId;
        this.identity = identity;
        this.api = api;
        this.tokens = tokens;
        this.timeout = timeout;
        this.observer = observer;
    }

    /** Makes sure that there is a token, and finds out which site this is; asks Citrix only where it must. */
    public Uni<SiteIdentity> signIn() {
        SiteIdentity known = identity;
        if (known != null) {
            return tokens.current().replaceWith(known);
        }
        return call(Endpoint.ME, null, api::me, body -> MeAnswer.read(body, customerId))
                .invoke(found -> identity = found);
    }

    /**
     * The sessions on a machine. Sign in first.
     *
     * @param machine {@code DOMAIN\NAME}, DNS name or id
     */
    public Uni<SessionsAnswer> sessions(String machine) {
        SiteIdentity known = identity;
        if (known == null) {
            return Uni.createFrom().failure(new CitrixException(Reason.AUTH, "not signed in"));
        }
        String path = machine.replace('\\', '|');
        if (fieldsRefused) {
            return sessions(known, path, null);
        }
        return sessions(known, path, SessionsAnswer.FIELDS)
                .onFailure(CitrixClient::mayDislikeFields)
                .recoverWithUni(() -> sessions(known, path, null).invoke(() -> fieldsRefused = true));
    }

    private Uni<SessionsAnswer> sessions(SiteIdentity known, String path, @Nullable String fields) {
        return call(
                Endpoint.MACHINE_SESSIONS,
                known.siteId(),
                headers -> api.machineSessions(path, fields, headers),
                SessionsAnswer::read);
    }

    private <T> Uni<T> call(
            Endpoint endpoint,
            @Nullable String siteId,
            Function<CallHeaders, Uni<Response>> request,
            BodyReader<T> reader) {
        return tokens.current().flatMap(token -> attempts(endpoint, token, siteId, request, reader)
                .onFailure(CitrixClient::refused)
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
                .onFailure(CitrixClient::mayPass)
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
                .transform(failure -> CitrixErrors.of(failure).inTransaction(transactionId))
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
        if (response.getStatus() != 200) {
            throw CitrixErrors.ofStatus(response.getStatus());
        }
        String type = response.getHeaderString("Content-Type");
        if (type != null && !type.toLowerCase(Locale.ROOT).contains("json")) {
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
        return known.status().isPresent()
                ? known.status().getAsInt() / 100 + "xx"
                : known.reason().label();
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
