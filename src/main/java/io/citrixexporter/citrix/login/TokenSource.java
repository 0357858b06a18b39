package io.citrixexporter.citrix.login;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.ErrorBody;
import io.citrixexporter.citrix.http.EventLoops;
import io.citrixexporter.citrix.http.RequestThreads;
import io.citrixexporter.citrix.http.ResponseReader;
import io.citrixexporter.citrix.http.ServerTime;
import io.citrixexporter.config.AuthSettings;
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
import org.jspecify.annotations.Nullable;

/** Fetches a token in one of Citrix's ways, each time with the secret as it is now. */
public final class TokenSource {
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private final AuthSettings auth;
    private final String host;
    private final TokenApi api;
    private final Duration timeout;
    private final long largestAnswer;
    private final RequestThreads threads;
    private final TimeSource time;
    private volatile @Nullable String tried;

    public TokenSource(
            AuthSettings auth,
            String host,
            TokenApi api,
            Duration timeout,
            long largestAnswer,
            RequestThreads threads,
            TimeSource time) {
        this.auth = auth;
        this.host = host;
        this.api = api;
        this.timeout = timeout;
        this.largestAnswer = largestAnswer;
        this.threads = threads;
        this.time = time;
    }

    /** A new token, or a {@link CitrixException} that says why there is none. */
    public Uni<AccessToken> fetch() {
        return Uni.createFrom()
                .item(this::secret)
                .runSubscriptionOn(threads.workers())
                .emitOn(threads.eventLoops())
                .flatMap(this::fetch)
                .onFailure()
                .transform(failure -> CitrixErrors.of(failure).signingInAt(host));
    }

    /** Whether the secret is another one than when a token was last asked for. */
    public Uni<Boolean> secretChanged() {
        return Uni.createFrom()
                .item(() -> {
                    try {
                        return !auth.secret().read().equals(tried);
                    } catch (IOException e) {
                        return false;
                    }
                })
                .runSubscriptionOn(threads.workers());
    }

    private Uni<AccessToken> fetch(String secret) {
        tried = secret;
        return switch (auth.kind()) {
            case TOKEN -> Uni.createFrom().item(AccessToken.given(oneLine(secret), time.instant(), LOOK_AGAIN));
            case CLOUD -> answered(api.postForm(form(secret)));
            case GOV -> answered(api.postJson(json(secret)));
            case ON_PREMISES -> answered(api.postBasic(basic(secret)));
        };
    }

    private String secret() {
        try {
            return auth.secret().read();
        } catch (IOException e) {
            throw new CitrixException(FailureReason.AUTH, "no secret: " + e.getMessage());
        }
    }

    /** A token goes into a header, which has one line. */
    private static String oneLine(String token) {
        if (token.codePoints().anyMatch(Character::isISOControl)) {
            throw new CitrixException(FailureReason.AUTH, "the token has a line break or another control character");
        }
        return token;
    }

    private Uni<AccessToken> answered(Uni<Response> call) {
        return EventLoops.cancelInOrder(call).ifNoItem().after(timeout).fail().map(this::read);
    }

    private AccessToken read(Response response) {
        int status = response.getStatus();
        // Citrix Cloud answers wrong credentials with 400, a Delivery Controller with 401.
        if (status == 400 || status == 401) {
            String detail = ErrorBody.of(ResponseReader.explanation(response)).text();
            throw new CitrixException(
                    FailureReason.AUTH,
                    status,
                    "HTTP " + status + ": the token endpoint refused the credentials" + detail,
                    null);
        }
        if (status != 200) {
            throw ResponseReader.failure(response, time);
        }
        return ResponseReader.body(response, body -> read(body.readAllBytes(), response), largestAnswer);
    }

    private AccessToken read(byte[] body, Response response) {
        Instant now = time.instant();
        return TokenResponse.read(body, now, ServerTime.of(response, now));
    }

    private byte[] form(String secret) {
        String form = "grant_type=client_credentials&client_id=" + encoded(auth.clientId()) + "&client_secret="
                + encoded(secret);
        return form.getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] json(String secret) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("ClientId", auth.clientId()).put("ClientSecret", secret);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String basic(String secret) {
        byte[] pair = (auth.clientId() + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
