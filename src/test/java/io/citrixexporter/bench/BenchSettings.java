package io.citrixexporter.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Settings of the benchmark, from system properties.
 *
 * @param site the simulated site
 * @param concurrency maximum concurrent calls of the exporter and of the load generator
 * @param strategy {@code strategy} of the exporter
 * @param interval time between the starts of two cycles
 * @param warmUp number of cycles before the measured ones, reported separately
 * @param cycles number of measured cycles
 * @param scrapes number of timed scrapes while the exporter is idle, and while a cycle runs
 * @param scrapeTimeout maximum time for these scrapes
 * @param starts number of starts of the exporter
 * @param java JVM options of the exporter
 * @param aot whether the JVM of the exporter uses an AOT cache of an earlier run; needs JDK 25
 * @param alternatives whether Python and wrk are measured as well
 * @param python the Python interpreter
 * @param threads number of threads of the Python loop
 * @param wholeMachines number of machines of the slow Python loops, whose time is reported per machine
 */
record BenchSettings(
        SiteSettings site,
        int concurrency,
        String strategy,
        Duration interval,
        int warmUp,
        int cycles,
        int scrapes,
        Duration scrapeTimeout,
        int starts,
        List<String> java,
        boolean aot,
        boolean alternatives,
        String python,
        int threads,
        int wholeMachines) {
    private static final String RECOMMENDED = "-Xmx128m -XX:+UseSerialGC";
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(5);

    static BenchSettings ofSystemProperties() {
        SiteSettings site = new SiteSettings(
                number("machines", 5000),
                number("sessions", 10),
                number("latency", 0),
                flag("gzip"),
                number("site-loops", 1));
        int concurrency = number("concurrency", 64);
        return new BenchSettings(
                site,
                concurrency,
                text("strategy", "per-machine"),
                Duration.ofSeconds(
                        number("interval", (int) interval(site, concurrency).toSeconds())),
                number("warm-up", warmUp(site)),
                number("cycles", 20),
                number("scrapes", 200),
                Duration.ofSeconds(number("scrape-seconds", 120)),
                number("starts", 1),
                Arrays.stream(text("java", RECOMMENDED).split(" "))
                        .filter(option -> !option.isEmpty())
                        .toList(),
                Boolean.getBoolean("bench.aot"),
                flag("alternatives"),
                text("python", "/usr/bin/python3"),
                number("python-threads", 32),
                Math.min(site.machines(), number("python-machines", 500)));
    }

    /** The JVM has compiled the code of polls after about 100,000 polls. */
    private static int warmUp(SiteSettings site) {
        return Math.max(5, Math.min(60, 100_000 / site.machines()));
    }

    /** Leaves idle time between two cycles, in which the exporter is measured. */
    static Duration interval(SiteSettings site, int concurrency) {
        Duration limit = limit(site, concurrency);
        return MIN_INTERVAL
                .plusSeconds(site.machines() / 2500)
                .plusSeconds(limit.plus(limit.dividedBy(2)).toSeconds());
    }

    /** The minimum duration of a cycle, given by the latency alone. */
    static Duration limit(SiteSettings site, int concurrency) {
        return Duration.ofMillis((long) site.latencyMillis() * site.machines() / concurrency);
    }

    Duration limit() {
        return limit(site, concurrency);
    }

    /** The configuration of the exporter. The inventory is read once, so that all later cycles send the same requests. */
    String yaml(int port) {
        return """
                citrix:
                  poll:
                    interval: %ds
                    concurrency: %d
                  sites:
                    bench:
                      url: http://127.0.0.1:%d
                      customer-id: %s
                      strategy: %s
                      auth:
                        client-id: bench
                        client-secret: bench
                      discovery:
                        enabled: true
                      inventory:
                        interval: 24h
                """.formatted(interval.toSeconds(), concurrency, port, SiteText.CUSTOMER, strategy);
    }

    /** The settings in a single line. */
    String text() {
        return "%d machines with %d sessions, %s, %d ms latency, concurrency %d, every %d s, %s"
                .formatted(
                        site.machines(),
                        site.sessions(),
                        strategy,
                        site.latencyMillis(),
                        concurrency,
                        interval.toSeconds(),
                        site.gzip() ? "gzip" : "no gzip");
    }

    private static int number(String name, int usual) {
        return Integer.getInteger("bench." + name, usual);
    }

    private static boolean flag(String name) {
        return !"false".equals(System.getProperty("bench." + name));
    }

    private static String text(String name, String usual) {
        return System.getProperty("bench." + name, usual);
    }
}
