package io.citrixexporter.config;

import java.util.Map;

/** How the exporter reaches the simulated site: with keys like those of any Citrix Cloud site, on loopback. */
public final class DemoAccount {
    /** The name of the simulated site, and so the value of its {@code site} label. */
    public static final String SITE = "demo";

    /** The account of the simulated site. Not a secret: the site listens on loopback only. */
    public static final String CLIENT_ID = "demo-client";

    /** The secret of {@link #CLIENT_ID}. */
    public static final String CLIENT_SECRET = "demo-secret";

    /** The customer that owns the simulated site. */
    public static final String CUSTOMER = "democustomer";

    private DemoAccount() {}

    /** The keys of the site, below {@code citrix.sites.demo}. */
    static Map<String, String> keys(int port) {
        return Map.of(
                "name",
                SITE,
                "url[0]",
                "http://127.0.0.1:" + port,
                "customer-id",
                CUSTOMER,
                "discovery.enabled",
                "true",
                "inventory.interval",
                "30s",
                "applications",
                "true",
                "auth.client-id",
                CLIENT_ID,
                "auth.client-secret",
                CLIENT_SECRET);
    }
}
