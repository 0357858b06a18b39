package io.citrixexporter.citrix.login;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.citrixexporter.citrix.connect.EventLoopExecutor;
import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.ResponseReader;
import io.citrixexporter.citrix.http.ServerTime;
import io.citrixexporter.config.ExporterConfig.Auth;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Fetches a token in one of the four ways of Citrix, each time with the current secret. */
public final class TokenFetcher {
    private static final Duration RELOAD_INTERVAL = Duration.ofMinutes(5);

    private final Auth auth;
    private final String host;
    private final TokenRestClient api;
    private final Duration timeout;
    private final ResponseReader reader;
    private final Executor eventLoops;
    private final Executor workers;
    private final TimeSource time;
    private volatile @Nullable String lastSecret;

    /**
     * The source for one token endpoint.
     *
     * @param host the endpoint in messages
     * @param eventLoops start the requests
     * @param workers read the secret
     */
    public TokenFetcher(
            Auth auth,
            String host,
            TokenRestClient api,
            Duration timeout,
            ResponseReader reader,
            Executor eventLoops,
            Executor workers,
            TimeSource time) {
        this.auth = auth;
        this.host = host;
        this.api = api;
        this.timeout = timeout;
        this.reader = reader;
        this.eventLoops = eventLoops;
        this.workers = workers;
        this.time = time;
    }

    /** A new token; fails with a {@link CitrixException}. */
    public Uni<AccessToken> fetch() {
        return Uni.createFrom()
                .item(this::readSecret)
                .runSubscriptionOn(workers)
                .emitOn(eventLoops)
                .flatMap(this::fetch)
                .onFailure()
                .transform(failure -> CitrixErrors.of(failure).asLoginFailure(host));
    }

    /** Whether the secret has changed since the last attempt; false if it cannot be read. */
    public Uni<Boolean> secretChanged() {
        return Uni.createFrom()
                .item(() -> {
                    try {
                        return !auth.secret().read().equals(lastSecret);
                    } catch (IOException e) {
                        return false;
                    }
                })
                .runSubscriptionOn(workers);
    }

    private String readSecret() {
        try {
            return auth.secret().read();
        } catch (IOException e) {
            throw new CitrixException(FailureReason.AUTH, "no secret: " + e.getMessage());
        }
    }

    private Uni<AccessToken> fetch(String secret) {
        lastSecret = secret;
        return switch (auth.kind()) {
            case TOKEN -> Uni.createFrom().item(external(secret));
            case CLOUD -> send(api.postForm(form(secret)));
            case GOV -> send(api.postJson(json(secret)));
            case ON_PREMISES -> send(api.postBasic(basic(secret)));
        };
    }

    private AccessToken external(String token) {
        // It becomes the value of a header.
        if (token.codePoints().anyMatch(Character::isISOControl)) {
            throw new CitrixException(FailureReason.AUTH, "the token has a line break or another control character");
        }
        return AccessToken.external(token, time.instant(), RELOAD_INTERVAL);
    }

    private Uni<AccessToken> send(Uni<Response> call) {
        return EventLoopExecutor.withTimeout(call, timeout).map(this::read);
    }

    private AccessToken read(Response response) {
        int status = response.getStatus();
        // The response to wrong credentials is 400 in Citrix Cloud, and 401 on-premises.
        if (status == 400 || status == 401) {
            String detail = ResponseReader.errorBody(response).text();
            throw new CitrixException(
                    FailureReason.AUTH,
                    status,
                    "HTTP " + status + ": the token endpoint rejected the credentials" + detail);
        }
        if (status != 200) {
            throw reader.failure(response);
        }
        Instant now = time.instant();
        return reader.parse(response, body -> TokenResponseParser.read(body, now, ServerTime.of(response, now)));
    }

    private byte[] form(String secret) {
        String form = "grant_type=client_credentials&client_id="
                + encode(auth.clientId().orElseThrow()) + "&client_secret=" + encode(secret);
        return form.getBytes(StandardCharsets.US_ASCII);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private byte[] json(String secret) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("ClientId", auth.clientId().orElseThrow())
                .put("ClientSecret", secret)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private String basic(String secret) {
        byte[] credentials = (auth.clientId().orElseThrow() + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }
}
