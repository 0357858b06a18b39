package io.citrixexporter.soak;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Settings of the soak test.
 *
 * @param length how long the site injects faults
 * @param seed seed of the random faults
 * @param machines approximate number of machines
 * @param faultShare share of the responses with a fault
 * @param scrapers number of scraping threads
 */
record SoakSettings(Duration length, long seed, int machines, double faultShare, int scrapers) {
    static final Duration INTERVAL = Duration.ofSeconds(5);
    static final Duration HOLD = Duration.ofSeconds(12);
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(1);
    static final int CONCURRENCY = 8;

    /** Tolerance for documented times on a busy host. */
    static final Duration SLACK = Duration.ofSeconds(1);

    static SoakSettings ofSystemProperties() {
        long seconds = Math.round(60 * Double.parseDouble(System.getProperty("soak.minutes", "10")));
        long seed = Long.getLong("soak.seed", RandomGenerator.getDefault().nextLong(1_000_000));
        return new SoakSettings(Duration.ofSeconds(seconds), seed, Integer.getInteger("soak.machines", 200), 0.1, 4);
    }

    /** The configuration of the exporter. */
    String yaml(int port) {
        return """
                citrix:
                  poll:
                    interval: %ds
                    hold: %ds
                    request-timeout: %ds
                    concurrency: %d
                  sites:
                    soak:
                      url: http://127.0.0.1:%d
                      customer-id: %s
                      auth:
                        client-id: soak
                        client-secret: %s
                      discovery:
                        enabled: true
                      inventory:
                        interval: 10s
                """.formatted(
                        INTERVAL.toSeconds(),
                        HOLD.toSeconds(),
                        REQUEST_TIMEOUT.toSeconds(),
                        CONCURRENCY,
                        port,
                        SiteJson.CUSTOMER,
                        LogCheck.SECRET);
    }
}
