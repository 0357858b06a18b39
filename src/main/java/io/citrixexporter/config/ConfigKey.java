package io.citrixexporter.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Every configuration key of the exporter, with its default and its meaning: the one place where a key is named.
 *
 * <p>The README's table of keys is compared with this list by a test.
 */
public enum ConfigKey {
    POLL_INTERVAL("citrix.poll.interval", "60s", "time between the starts of two cycles of a site; at least 5s"),
    POLL_TIMEOUT(
            "citrix.poll.timeout",
            "the interval",
            "deadline of one cycle; machines not reached by then count as failed with reason `timeout`"),
    POLL_HOLD(
            "citrix.poll.hold",
            "5m; the interval and the timeout if that is longer",
            "how long a machine's last good values stay exported while its polls fail; then its session series are dropped"),
    POLL_CONCURRENCY("citrix.poll.concurrency", "8", "most requests in flight per site; 1 to 256"),
    POLL_REQUEST_TIMEOUT("citrix.poll.request-timeout", "10s", "longest wait for one HTTP request, its answer read"),
    POLL_SPREAD(
            "citrix.poll.spread",
            "false",
            "spreads the calls of a cycle evenly over the first four fifths of `citrix.poll.timeout`; with strategy `per-machine`"),

    SITE_URL(
            "citrix.sites.<name>.url",
            "required",
            "`https://api.cloud.com`, or the Delivery Controllers of the site, in the order in which they are tried"),
    SITE_BASE_PATH("citrix.sites.<name>.base-path", "/cvad/manage", "path of the REST API on that host"),
    SITE_CUSTOMER_ID(
            "citrix.sites.<name>.customer-id",
            "CitrixOnPremises",
            "header `Citrix-CustomerId`; required for `cloud` and `gov`"),
    SITE_SITE_ID("citrix.sites.<name>.site-id", "looked up with `GET /me`", "header `Citrix-InstanceId`"),
    SITE_STRATEGY(
            "citrix.sites.<name>.strategy",
            "per-machine",
            "`per-machine`: one call for each machine; `site`: one walk over all sessions of the site"),
    SITE_MACHINES(
            "citrix.sites.<name>.machines", "", "machines to poll: `CORP\\CTX-01`, short name, DNS name, id or SID"),
    SITE_MACHINES_FILE(
            "citrix.sites.<name>.machines-file",
            "",
            "more machines, one a line; `#` starts a comment; read again when it changes"),
    DISCOVERY_ENABLED(
            "citrix.sites.<name>.discovery.enabled",
            "`true` with any key of `discovery`",
            "polls machines without their being named; alone, every machine of the site"),
    DISCOVERY_DELIVERY_GROUPS(
            "citrix.sites.<name>.discovery.delivery-groups",
            "",
            "only machines of these delivery groups; `*` and `?` as in file names, here and below"),
    DISCOVERY_MACHINE_CATALOGS(
            "citrix.sites.<name>.discovery.machine-catalogs", "", "only machines of these machine catalogs"),
    DISCOVERY_NAMES("citrix.sites.<name>.discovery.names", "", "only machines with these names, in any form of a name"),
    DISCOVERY_TAGS("citrix.sites.<name>.discovery.tags", "", "only machines with one of these tags"),
    DISCOVERY_EXCLUDE(
            "citrix.sites.<name>.discovery.exclude", "", "no machines with these names, whatever else they have"),
    INVENTORY_INTERVAL(
            "citrix.sites.<name>.inventory.interval",
            "5m",
            "how often the machines of the site are read, at the start of a cycle; `off` for accounts that may not list them"),
    SITE_REQUESTS_PER_SECOND(
            "citrix.sites.<name>.requests-per-second",
            "no limit",
            "most requests to the API of the site in a second, evenly apart; 0.1 to 1000"),
    AUTH_KIND("citrix.sites.<name>.auth.kind", "cloud", "`cloud`, `on-premises`, `gov` or `token`"),
    AUTH_CLIENT_ID(
            "citrix.sites.<name>.auth.client-id", "", "id of the service principal, or `DOMAIN\\user` on-premises"),
    AUTH_CLIENT_SECRET("citrix.sites.<name>.auth.client-secret", "", "its secret, or the password on-premises"),
    AUTH_CLIENT_SECRET_FILE(
            "citrix.sites.<name>.auth.client-secret-file",
            "",
            "a file that holds the secret; read again at each renewal of the token"),
    AUTH_TOKEN("citrix.sites.<name>.auth.token", "", "a bearer token obtained elsewhere, for kind `token`"),
    AUTH_TOKEN_FILE(
            "citrix.sites.<name>.auth.token-file",
            "",
            "a file that holds such a token; read again when the API refuses the last one, and at least every five minutes"),
    AUTH_TOKEN_URL("citrix.sites.<name>.auth.token-url", "by kind", "where tokens are fetched"),
    SITE_TLS(
            "citrix.sites.<name>.tls-configuration-name",
            "",
            "the `quarkus.tls.<name>` bucket to use: custom CA, mutual TLS"),
    SITE_PROXY(
            "citrix.sites.<name>.proxy-configuration-name",
            "`quarkus.proxy.host`",
            "the `quarkus.proxy.<name>` configuration to use; `none` for no proxy"),

    SHARD_INDEX("citrix.shard.index", "0", "the number of this exporter among those that share the machines, from 0"),
    SHARD_TOTAL("citrix.shard.total", "1", "how many exporters share the machines; each machine is polled by one"),

    WEB_USERS_FILE(
            "citrix.web.users-file",
            "",
            "a file with the users that may read the endpoint, as `basic_auth_users` of the Prometheus exporter-toolkit; read again when it changes"),
    WEB_CLIENT_CERTIFICATES(
            "citrix.web.client-certificates",
            "false",
            "whether clients must present a certificate that the trust store of the endpoint's TLS configuration knows, or a user's password"),
    WEB_DISABLED_METRICS(
            "citrix.web.disabled-metrics",
            "",
            "families of the Java runtime that are not shown: any of `jvm`, `netty`, `process`, `system`"),
    WEB_OPEN_HEALTH("citrix.web.open-health", "true", "whether the health checks need no credentials"),

    DEMO_ENABLED(
            "citrix.demo.enabled", "false", "adds a simulated site named `demo`; `true` in the dev and demo profiles"),
    DEMO_PORT("citrix.demo.port", "8181", "loopback port on which the simulated site speaks the Citrix API"),
    DEMO_MACHINES("citrix.demo.machines", "40", "size of the simulated site; 1 to 50000"),
    DEMO_SESSIONS_PER_MACHINE(
            "citrix.demo.sessions-per-machine",
            "12",
            "sessions on a simulated machine at the height of its day; 0 to 1000"),
    DEMO_LATENCY("citrix.demo.latency", "20ms", "time the simulated site takes for an answer"),
    DEMO_DAY("citrix.demo.day", "10m", "how long a simulated working day takes; at least 1m"),
    DEMO_SCENARIO(
            "citrix.demo.scenario",
            "working-day",
            "`working-day`, `spike`, `registration-outage`, `lingering` or `api-outage`"),
    DEMO_SEED("citrix.demo.seed", "1", "the same seed gives the same simulated site");

    private static final String NAME = "<name>";

    private final String pattern;
    private final String defaultText;
    private final String meaning;

    ConfigKey(String pattern, String defaultText, String meaning) {
        this.pattern = pattern;
        this.defaultText = defaultText;
        this.meaning = meaning;
    }

    /** The key as the README shows it, with {@code <name>} where the name of a site goes. */
    public String pattern() {
        return pattern;
    }

    /** The default as the README shows it: a value, a word such as {@code required}, or empty where there is none. */
    public String defaultText() {
        return defaultText;
    }

    /** What the key does, in one line of Markdown. */
    public String meaning() {
        return meaning;
    }

    /** Whether the key belongs to a named site. */
    public boolean perSite() {
        return pattern.contains(NAME);
    }

    /** Whether the value is a list: a YAML list, or entries separated by commas. */
    public boolean list() {
        return switch (this) {
            case SITE_URL,
                    SITE_MACHINES,
                    DISCOVERY_DELIVERY_GROUPS,
                    DISCOVERY_MACHINE_CATALOGS,
                    DISCOVERY_NAMES,
                    DISCOVERY_TAGS,
                    DISCOVERY_EXCLUDE -> true;
            default -> false;
        };
    }

    /** The key of one site, for example {@code citrix.sites.prod.url}. */
    public String of(String site) {
        return pattern.replace(NAME, site);
    }

    /** The part of a site's key behind its name, for example {@code auth.kind}; of other keys, the key itself. */
    String suffix() {
        return perSite() ? pattern.substring(pattern.indexOf(NAME) + NAME.length() + 1) : pattern;
    }

    static List<ConfigKey> siteKeys() {
        return Arrays.stream(values()).filter(ConfigKey::perSite).toList();
    }

    static Optional<ConfigKey> bySuffix(String suffix) {
        return siteKeys().stream().filter(key -> key.suffix().equals(suffix)).findFirst();
    }

    static Optional<ConfigKey> byName(String name) {
        return Arrays.stream(values())
                .filter(key -> !key.perSite() && key.pattern.equals(name))
                .findFirst();
    }
}
