package io.citrixexporter.config;

import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Checks what concerns more than one key, and whether files that the keys name can be used. */
final class ConfigCheck {
    private static final List<String> UNUSED_PROXIES = List.of(
            "quarkus.rest-client.proxy-address",
            "quarkus.rest-client.proxy-configuration-name",
            "quarkus.rest-client.non-proxy-hosts");

    private final ExporterConfig mapping;
    private final SmallRyeConfig config;
    private final Problems problems;

    /**
     * @param mapping without the values that have a problem already
     * @param config all keys, those of Quarkus too
     */
    ConfigCheck(ExporterConfig mapping, SmallRyeConfig config, Problems problems) {
        this.mapping = mapping;
        this.config = config;
        this.problems = problems;
    }

    void run() {
        checkPoll(mapping.poll());
        ExporterConfig.Shard shard = mapping.shard();
        if (shard.index() >= shard.total() && !problems.has("citrix.shard.total")) {
            problems.add(
                    "citrix.shard.index",
                    Integer.toString(shard.index()),
                    "must be less than citrix.shard.total, " + shard.total());
        }
        mapping.web().usersFile().ifPresent(this::checkUsers);
        checkProxies();
        if (mapping.sites().isEmpty() && !mapping.demo().enabled() && !problems.hasAnyBelow("citrix.sites")) {
            problems.add(
                    "citrix.sites",
                    "no site is configured; set citrix.sites.<name>.url and the keys beside it,"
                            + " or start the demo with -Dquarkus.profile=demo");
        }
        mapping.sites().values().forEach(site -> {
            if (mapping.demo().enabled() && site.name().equals(DemoAccount.SITE)) {
                problems.add(
                        "citrix.sites.demo",
                        "the demo has this name; name the site differently, or turn off citrix.demo.enabled");
            } else {
                new SiteConfigCheck(site, mapping.shard().total() > 1, config, problems).run();
            }
        });
    }

    private void checkPoll(ExporterConfig.Poll poll) {
        if (poll.interval().toMillis() % 1000 != 0) {
            problems.add("citrix.poll.interval", Durations.text(poll.interval()), "must be in whole seconds");
        }
        if (problems.has("citrix.poll.interval")) {
            return;
        }
        if (poll.timeout().compareTo(poll.interval()) > 0) {
            problems.add(
                    "citrix.poll.timeout",
                    Durations.text(poll.timeout()),
                    "must not be longer than citrix.poll.interval, " + Durations.text(poll.interval()));
        }
        Duration min = poll.minHold();
        if (poll.hold().compareTo(min) < 0 && !problems.has("citrix.poll.timeout")) {
            problems.add(
                    "citrix.poll.hold",
                    Durations.text(poll.hold()),
                    "must be at least citrix.poll.interval and citrix.poll.timeout together, " + Durations.text(min)
                            + ", or good values would be dropped between two cycles");
        }
    }

    private void checkUsers(Path file) {
        String key = "citrix.web.users-file";
        try {
            new UsersFile(file).hashes();
            FileAccess.warnIfShared(key, file);
        } catch (UnusableFileException e) {
            problems.add(key, file.toString(), e.problem());
        }
    }

    private void checkProxies() {
        UNUSED_PROXIES.stream()
                .filter(key -> given(config, key).isPresent())
                .forEach(key -> problems.add(key, "is not used; set quarkus.proxy.host and the keys beside it"));
        boolean defaultProxyNeeded = mapping.sites().values().stream()
                .anyMatch(site -> site.proxyConfigurationName().isEmpty());
        if (defaultProxyNeeded && given(config, "quarkus.proxy.host").isEmpty()) {
            // Does not show the value: it may have a password.
            SystemProxy.VARIABLES.stream()
                    .filter(name -> given(config, name).isPresent())
                    .findFirst()
                    .filter(name ->
                            given(config, name).flatMap(SystemProxy::parse).isEmpty())
                    .ifPresent(name -> problems.add(
                            name,
                            "is not the address of an HTTP or SOCKS proxy; write http://proxy.corp.example:3128, or"
                                    + " http://user:password@proxy.corp.example:3128 with %40 for @ in the password"));
        }
    }

    /** The value of any key as it is written, without replacing expressions. */
    static Optional<String> given(SmallRyeConfig config, String key) {
        return Expressions.withoutExpansion(
                        () -> Optional.ofNullable(config.getConfigValue(key).getValue()))
                .map(PastedText::unquoted)
                .filter(text -> !text.isEmpty());
    }
}
