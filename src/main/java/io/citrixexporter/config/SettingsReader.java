package io.citrixexporter.config;

import io.smallrye.config.SmallRyeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns the configuration into {@link Settings}, or says everything that is wrong with it.
 *
 * <p>Any source that Quarkus reads will do: {@code config/application.yaml}, {@code config/application.properties},
 * system properties, environment variables, mounted secrets.
 */
public final class SettingsReader {
    private final Problems problems = new Problems();
    private final RawConfig config;
    private final ValueReader values;

    private SettingsReader(SmallRyeConfig config) {
        this.config = new RawConfig(config, problems);
        this.values = new ValueReader(this.config, problems);
    }

    /**
     * Reads the whole configuration.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException if anything is wrong with it; the message has a
     *     line for each problem and holds no secret
     */
    public static Settings read(SmallRyeConfig config) {
        return new SettingsReader(config).read();
    }

    private Settings read() {
        KeyNames keyNames = new KeyNames(config, problems);
        NavigableSet<String> names = keyNames.sites();
        PollSettings poll = poll();
        DemoSettings demo = demo();
        ShardSettings shard = shard();
        WebSettings web = web();
        List<SiteSettings> sites = new ArrayList<>();
        SiteReader siteReader = new SiteReader(values, problems, shard);
        for (String name : names) {
            if (demo.enabled() && name.equals(DemoSettings.SITE)) {
                problems.add(
                        "citrix.sites.demo",
                        "the demo has this name; name the site differently, or turn off citrix.demo.enabled");
            } else {
                siteReader.read(name).ifPresent(site -> {
                    sites.add(site);
                    refuseWholeWalksInShards(site, shard);
                });
            }
        }
        if (demo.enabled()) {
            sites.add(demo.site());
        }
        if (!keyNames.meantForSites() && !demo.enabled()) {
            problems.add(
                    "citrix.sites",
                    "no site is configured; set citrix.sites.<name>.url and the keys beside it,"
                            + " or start the demo with -Dquarkus.profile=demo");
        }
        if (!problems.none()) {
            throw problems.toException();
        }
        return new Settings(poll, sites, shard, web, demo);
    }

    private WebSettings web() {
        return new WebSettings(
                usersFile(),
                values.flag(ConfigKey.WEB_CLIENT_CERTIFICATES.pattern()).orElse(false),
                values.flag(ConfigKey.WEB_OPEN_HEALTH.pattern()).orElse(true),
                disabledMetrics());
    }

    private Set<String> disabledMetrics() {
        String key = ConfigKey.WEB_DISABLED_METRICS.pattern();
        Set<String> names = new TreeSet<>(values.list(key));
        names.stream()
                .filter(name -> !WebSettings.RUNTIME_METRICS.contains(name))
                .forEach(name -> problems.add(key, name, "write any of jvm, netty, process, system"));
        return names;
    }

    private Optional<UsersFile> usersFile() {
        String key = ConfigKey.WEB_USERS_FILE.pattern();
        Optional<UsersFile> file = values.file(key).map(UsersFile::new);
        file.ifPresent(users -> {
            try {
                users.hashes();
            } catch (UsersFile.UnusableException e) {
                problems.add(key, users.path().toString(), e.problem());
            }
        });
        return file;
    }

    private ShardSettings shard() {
        int total = values.integer(ConfigKey.SHARD_TOTAL, 1, 1_000);
        int index = values.integer(ConfigKey.SHARD_INDEX, 0, 999);
        if (index >= total && usable(ConfigKey.SHARD_TOTAL) && usable(ConfigKey.SHARD_INDEX)) {
            problems.add(
                    ConfigKey.SHARD_INDEX.pattern(),
                    Integer.toString(index),
                    "must be less than citrix.shard.total, " + total);
            return ShardSettings.WHOLE;
        }
        return new ShardSettings(index, total);
    }

    private void refuseWholeWalksInShards(SiteSettings site, ShardSettings shard) {
        if (site.strategy() == Strategy.SITE && shard.total() > 1) {
            problems.add(
                    ConfigKey.SITE_STRATEGY.of(site.name()),
                    Strategy.SITE.text(),
                    "each shard would walk over all sessions of the site; use per-machine, or set citrix.shard.total to 1");
        }
    }

    private PollSettings poll() {
        Duration interval = values.duration(
                ConfigKey.POLL_INTERVAL.pattern(), Duration.ofSeconds(60), PollSettings.SHORTEST_INTERVAL);
        Duration timeout = values.duration(ConfigKey.POLL_TIMEOUT.pattern(), interval, Duration.ofSeconds(1));
        if (interval.toMillis() % 1000 != 0) {
            problems.add(ConfigKey.POLL_INTERVAL.pattern(), Durations.text(interval), "must be in whole seconds");
        }
        if (timeout.compareTo(interval) > 0 && usable(ConfigKey.POLL_INTERVAL)) {
            problems.add(
                    ConfigKey.POLL_TIMEOUT.pattern(),
                    Durations.text(timeout),
                    "must not be longer than citrix.poll.interval, " + Durations.text(interval));
        }
        Duration hold = hold(interval.plus(timeout));
        return new PollSettings(
                interval,
                timeout,
                hold,
                values.integer(ConfigKey.POLL_CONCURRENCY, 1, 256),
                values.duration(
                        ConfigKey.POLL_REQUEST_TIMEOUT.pattern(), Duration.ofSeconds(10), Duration.ofMillis(100)),
                values.flag(ConfigKey.POLL_SPREAD.pattern()).orElse(false));
    }

    /** Values grow as old as an interval and the length of a cycle, even while every poll is good. */
    private Duration hold(Duration least) {
        Duration usual = Duration.ofMinutes(5);
        Duration fallback = usual.compareTo(least) < 0 ? least : usual;
        Duration hold = values.duration(ConfigKey.POLL_HOLD.pattern(), fallback, Duration.ofSeconds(1));
        if (hold.compareTo(least) < 0
                && usable(ConfigKey.POLL_INTERVAL)
                && usable(ConfigKey.POLL_TIMEOUT)
                && usable(ConfigKey.POLL_HOLD)) {
            problems.add(
                    ConfigKey.POLL_HOLD.pattern(),
                    Durations.text(hold),
                    "must be at least citrix.poll.interval and citrix.poll.timeout together, " + Durations.text(least)
                            + ", or good values would be dropped between two cycles");
        }
        return hold;
    }

    /** Whether what was read is what the user wrote, and no fallback for what could not be used. */
    private boolean usable(ConfigKey key) {
        return !problems.concern(key.pattern());
    }

    private DemoSettings demo() {
        return new DemoSettings(
                values.flag(ConfigKey.DEMO_ENABLED.pattern()).orElse(false),
                values.integer(ConfigKey.DEMO_PORT, 1, 65_535),
                values.integer(ConfigKey.DEMO_MACHINES, 1, 50_000),
                values.integer(ConfigKey.DEMO_SESSIONS_PER_MACHINE, 0, 1_000),
                values.duration(ConfigKey.DEMO_LATENCY.pattern(), Duration.ofMillis(20), Duration.ZERO),
                values.duration(ConfigKey.DEMO_DAY.pattern(), Duration.ofMinutes(10), Duration.ofMinutes(1)),
                values.oneOf(ConfigKey.DEMO_SCENARIO.pattern(), DemoSettings.Scenario.all(), DemoSettings.Scenario::of)
                        .orElse(DemoSettings.Scenario.WORKING_DAY),
                values.parsed(ConfigKey.DEMO_SEED.pattern(), "write a whole number", Long::valueOf)
                        .orElse(1L));
    }
}
