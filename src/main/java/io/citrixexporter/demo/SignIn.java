package io.citrixexporter.demo;

import io.citrixexporter.config.DemoSettings;
import io.vertx.core.MultiMap;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The token service: gives tokens to the demo account and knows them again. */
final class SignIn {
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final Clock clock;
    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();

    SignIn(Clock clock) {
        this.clock = clock;
    }

    /** The answer to a form that was posted for a customer. */
    Answer token(String customer, MultiMap form) {
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return Problems.signInRefused("unsupported_grant_type", "The grant type is not supported.");
        }
        boolean known = customer.equalsIgnoreCase(DemoSettings.CUSTOMER) || customer.equals("root");
        if (!known
                || !DemoSettings.CLIENT_ID.equals(form.get("client_id"))
                || !DemoSettings.CLIENT_SECRET.equals(form.get("client_secret"))) {
            return Problems.signInRefused("invalid_client", "Invalid client id or client secret.");
        }
        return granted(newToken());
    }

    boolean accepts(String token) {
        Instant expiry = expiries.get(token);
        return expiry != null && clock.instant().isBefore(expiry);
    }

    private String newToken() {
        Instant now = clock.instant();
        expiries.values().removeIf(expiry -> !now.isBefore(expiry));
        String token = UUID.randomUUID().toString();
        expiries.put(token, now.plus(LIFETIME));
        return token;
    }

    private static Answer granted(String token) {
        return Answer.json(200, Json.object(json -> {
            json.writeStringField("token_type", "bearer");
            json.writeStringField("access_token", token);
            // A string, as in Citrix Cloud.
            json.writeStringField("expires_in", Long.toString(LIFETIME.toSeconds()));
        }));
    }
}
