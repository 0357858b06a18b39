package io.citrixexporter.demo;

import io.citrixexporter.config.DemoAccount;
import io.vertx.core.MultiMap;
import java.util.Locale;

/** Checks the headers of a call as Citrix does. */
final class HeaderCheck {
    private static final String SCHEME = "cwsauth bearer=";

    private final TokenEndpoint tokens;

    HeaderCheck(TokenEndpoint tokens) {
        this.tokens = tokens;
    }

    /**
     * @param siteScoped whether the call has to name the site
     * @throws DemoError if a header is missing or wrong
     */
    void check(MultiMap headers, boolean siteScoped) {
        String accept = valueOf("Accept", headers);
        if (!accept.equals("application/json")) {
            throw DemoError.notAcceptable(accept);
        }
        String authorization = valueOf("Authorization", headers);
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw DemoError.notAuthenticated("missing");
        }
        if (!tokens.isValid(authorization.substring(SCHEME.length()))) {
            throw DemoError.notAuthenticated("invalid");
        }
        String customer = valueOf("Citrix-CustomerId", headers);
        if (customer.isEmpty()) {
            throw DemoError.gatewayFailure();
        }
        if (!customer.equalsIgnoreCase(DemoAccount.CUSTOMER)) {
            throw DemoError.accessDenied(customer);
        }
        String site = valueOf("Citrix-InstanceId", headers);
        if (siteScoped && !site.equalsIgnoreCase(MeJson.SITE_ID)) {
            throw DemoError.badRequest("Citrix-InstanceId", site);
        }
    }

    private static String valueOf(String name, MultiMap headers) {
        return headers.contains(name) ? headers.get(name) : "";
    }
}
