package io.citrixexporter.config;

import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Checks what concerns more than one key, and whether files and configurations that the keys name can be used. */
final class CrossKeyCheck {
    private static final String DEFAULT_PROXY = "quarkus.proxy.host";
    private static final List<String> UNUSED_PROXIES = List.of(
            "quarkus.rest-client.proxy-address",
            "quarkus.rest-client.proxy-configuration-name",
            "quarkus.rest-client.non-proxy-hosts");

    private final ExporterConfig mapping;
    private final SmallRyeConfig config;
    private final Problems problems;

    /**
     * A check of one configuration.
     *
     * @param mapping without the values that have a problem already
     * @param config all keys, those of Quarkus too
     */
    CrossKeyCheck(ExporterConfig mapping, SmallRyeConfig config, Problems problems) {
        this.mapping = mapping;
        this.config = config;
        this.problems = problems;
    }

    void run() {
        checkPoll(mapping.poll());
        checkShard(mapping.shard());
        mapping.web().usersFile().map(UsersFile::new).ifPresent(this::checkUsers);
        checkProxies();
        if (mapping.sites().isEmpty() && !mapping.demo().enabled() && !problems.concernAnyBelow("citrix.sites")) {
            problems.add(
                    "citrix.sites",
                    "no site is configured; set citrix.sites.<name>.url and the keys beside it,"
                            + " or start the demo with -Dquarkus.profile=demo");
        }
        mapping.sites().forEach((name, site) -> {
            if (mapping.demo().enabled() && name.equals(DemoSettings.SITE)) {
                problems.add(
                        "citrix.sites.demo",
                        "the demo has this name; name the site differently, or turn off citrix.demo.enabled");
            } else {
                new SiteCheck(name, site, mapping.shard().total(), config, problems).run();
            }
        });
    }

    private void checkPoll(ExporterConfig.Poll poll) {
        if (poll.interval().toMillis() % 1000 != 0) {
            problems.add("citrix.poll.interval", Durations.text(poll.interval()), "must be in whole seconds");
        }
        if (problems.concern("citrix.poll.interval")) {
            return;
        }
        poll.timeout()
                .filter(timeout -> timeout.compareTo(poll.interval()) > 0)
                .ifPresent(timeout -> problems.add(
                        "citrix.poll.timeout",
                        Durations.text(timeout),
                        "must not be longer than citrix.poll.interval, " + Durations.text(poll.interval())));
        Duration min = SettingsFactory.minHold(poll);
        poll.hold()
                .filter(hold -> hold.compareTo(min) < 0 && !problems.concern("citrix.poll.timeout"))
                .ifPresent(hold -> problems.add(
                        "citrix.poll.hold",
                        Durations.text(hold),
                        "must be at least citrix.poll.interval and citrix.poll.timeout together, " + Durations.text(min)
                                + ", or good values would be dropped between two cycles"));
    }

    private void checkShard(ExporterConfig.Shard shard) {
        if (shard.index() >= shard.total() && !problems.concern("citrix.shard.total")) {
            problems.add(
                    "citrix.shard.index",
                    Integer.toString(shard.index()),
                    "must be less than citrix.shard.total, " + shard.total());
        }
    }

    private void checkUsers(UsersFile users) {
        try {
            users.hashes();
        } catch (UnusableFileException e) {
            problems.add("citrix.web.users-file", users.path().toString(), e.problem());
        }
    }

    private void checkProxies() {
        UNUSED_PROXIES.stream()
                .filter(key -> given(key).isPresent())
                .forEach(key -> problems.add(key, "is not used; set quarkus.proxy.host and the keys beside it"));
        boolean defaultProxyNeeded = mapping.sites().values().stream()
                .anyMatch(site -> site.proxyConfigurationName().isEmpty());
        if (defaultProxyNeeded && given(DEFAULT_PROXY).isEmpty()) {
            // Does not show the value: it may have a password.
            SystemProxy.VARIABLES.stream()
                    .filter(name -> given(name).isPresent())
                    .findFirst()
                    .filter(name -> given(name).flatMap(SystemProxy::parse).isEmpty())
                    .ifPresent(name -> problems.add(
                            name,
                            "is not the address of an HTTP or SOCKS proxy; write http://proxy.corp.example:3128, or"
                                    + " http://user:password@proxy.corp.example:3128 with %40 for @ in the password"));
        }
    }

    private Optional<String> given(String key) {
        return given(config, key);
    }

    /** The value of any key as it is written, without replacing expressions. */
    static Optional<String> given(SmallRyeConfig config, String key) {
        return Expressions.withoutExpansion(
                        () -> Optional.ofNullable(config.getConfigValue(key).getValue()))
                .map(PastedText::unquoted)
                .filter(text -> !text.isEmpty());
    }
}
