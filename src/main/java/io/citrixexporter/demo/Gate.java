package io.citrixexporter.demo;

import io.citrixexporter.config.DemoSettings;
import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the headers of a call as Citrix does. */
final class Gate {
    private static final String SCHEME = "cwsauth bearer=";

    private final SignIn signIn;
    private final String siteId;

    Gate(SignIn signIn, String siteId) {
        this.signIn = signIn;
        this.siteId = siteId;
    }

    /**
     * What stands against a call.
     *
     * @param siteScoped whether the call is about the site, so that it has to name it
     */
    Optional<Answer> refusal(MultiMap headers, boolean siteScoped) {
        String accept = headers.get("Accept");
        if (!"application/json".equals(accept)) {
            return Optional.of(Problems.notAcceptable(accept == null ? "" : accept));
        }
        return authentication(headers.get("Authorization"))
                .or(() -> customer(headers.get("Citrix-CustomerId")))
                .or(() -> siteScoped ? site(headers.get("Citrix-InstanceId")) : Optional.empty());
    }

    private Optional<Answer> authentication(@Nullable String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.of(Problems.notAuthenticated("missing"));
        }
        boolean accepted = signIn.accepts(authorization.substring(SCHEME.length()));
        return accepted ? Optional.empty() : Optional.of(Problems.notAuthenticated("invalid"));
    }

    private static Optional<Answer> customer(@Nullable String customer) {
        if (customer == null || customer.isEmpty()) {
            return Optional.of(Problems.gatewayFailure());
        }
        boolean owner = customer.equalsIgnoreCase(DemoSettings.CUSTOMER);
        return owner ? Optional.empty() : Optional.of(Problems.accessDenied(customer));
    }

    private Optional<Answer> site(@Nullable String site) {
        boolean right = siteId.equalsIgnoreCase(site);
        return right
                ? Optional.empty()
                : Optional.of(Problems.badRequest("Citrix-InstanceId", site == null ? "" : site));
    }
}
