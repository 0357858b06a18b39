package io.citrixexporter.demo;

import io.citrixexporter.config.DemoAccount;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Issues tokens to the demo account and recognizes them until they expire. */
final class TokenEndpoint {
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();

    TokenEndpoint(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The response to the login form of a customer.
     *
     * @throws DemoError if the login is rejected
     */
    Buffer login(String customer, MultiMap form) {
        if (!"client_credentials".equals(form.get("grant_type"))) {
            throw DemoError.loginRejected("unsupported_grant_type", "The grant type is not supported.");
        }
        boolean known = customer.equalsIgnoreCase(DemoAccount.CUSTOMER) || customer.equals("root");
        if (!known
                || !DemoAccount.CLIENT_ID.equals(form.get("client_id"))
                || !DemoAccount.CLIENT_SECRET.equals(form.get("client_secret"))) {
            throw DemoError.loginRejected("invalid_client", "Invalid client id or client secret.");
        }
        return new JsonObject()
                .put("token_type", "bearer")
                .put("access_token", newToken())
                // A string, as in Citrix Cloud.
                .put("expires_in", Long.toString(LIFETIME.toSeconds()))
                .toBuffer();
    }

    boolean isValid(String token) {
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
}
