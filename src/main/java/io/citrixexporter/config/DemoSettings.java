package io.citrixexporter.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The simulated site.
 *
 * @param enabled whether there is one
 * @param port the loopback port on which it listens
 * @param machines how many machines it has, 1 to 50,000
 * @param sessionsPerMachine sessions on a machine at the height of its day, 0 to 1,000
 * @param latency time it takes for an answer
 * @param day how long its working day takes, at least a minute
 * @param scenario what happens on it
 * @param seed the same seed gives the same site
 */
public record DemoSettings(
        boolean enabled,
        int port,
        int machines,
        int sessionsPerMachine,
        Duration latency,
        Duration day,
        Scenario scenario,
        long seed) {

    /** The name of the simulated site, and so the value of its {@code site} label. */
    public static final String SITE = "demo";

    /** The account of the simulated site. Not a secret: the site listens on loopback only. */
    public static final String CLIENT_ID = "demo-client";

    /** The secret of {@link #CLIENT_ID}. */
    public static final String CLIENT_SECRET = "demo-secret";

    /** The customer that owns the simulated site. */
    public static final String CUSTOMER = "democustomer";

    /** What happens on the simulated site. */
    public enum Scenario {
        WORKING_DAY,
        SPIKE,
        REGISTRATION_OUTAGE,
        LINGERING,
        API_OUTAGE;

        /** How it is written in the configuration. */
        public String text() {
            return ValueConverters.text(this);
        }
    }

    /** The names of the simulated machines, {@code DEMO\CTX-0001} and so on. */
    public List<String> machineNames() {
        return IntStream.rangeClosed(1, machines)
                .mapToObj("DEMO\\CTX-%04d"::formatted)
                .toList();
    }

    /** How the exporter reaches the simulated site: like a Citrix Cloud site whose API listens on loopback. */
    SiteSettings site() {
        URI url = URI.create("http://127.0.0.1:" + port);
        return new SiteSettings(
                SITE,
                List.of(url),
                "/cvad/manage",
                CUSTOMER,
                Optional.empty(),
                Strategy.PER_MACHINE,
                List.of(),
                Optional.empty(),
                Optional.of(DiscoverySettings.everything()),
                Optional.of(Duration.ofSeconds(30)),
                Optional.empty(),
                new AuthSettings(AuthKind.CLOUD, CLIENT_ID, Secret.ofText(CLIENT_SECRET), Optional.empty()),
                Optional.empty(),
                Optional.empty());
    }
}
