package io.citrixexporter.config;

import io.citrixexporter.model.MachineNames;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes the settings from a configuration without errors, with the defaults that depend on other keys. */
final class SettingsFactory {
    private static final String ON_PREMISES_CUSTOMER = "CitrixOnPremises";
    private static final Duration USUAL_HOLD = Duration.ofMinutes(5);

    private SettingsFactory() {}

    static Settings settings(ExporterConfig config) {
        DemoSettings demo = demo(config.demo());
        List<SiteSettings> sites = new ArrayList<>();
        new TreeMap<>(config.sites()).forEach((name, site) -> sites.add(site(name, site)));
        if (demo.enabled()) {
            sites.add(demo.site());
        }
        return new Settings(
                poll(config.poll()),
                sites,
                new ShardSettings(config.shard().index(), config.shard().total()),
                web(config.web()),
                demo);
    }

    private static PollSettings poll(ExporterConfig.Poll poll) {
        Duration timeout = timeout(poll);
        return new PollSettings(
                poll.interval(),
                timeout,
                poll.hold().orElse(minHold(poll).compareTo(USUAL_HOLD) > 0 ? minHold(poll) : USUAL_HOLD),
                poll.concurrency(),
                poll.requestTimeout(),
                poll.spread());
    }

    static Duration timeout(ExporterConfig.Poll poll) {
        return poll.timeout().orElse(poll.interval());
    }

    /** Values get as old as an interval and the length of a cycle, even while every poll succeeds. */
    static Duration minHold(ExporterConfig.Poll poll) {
        return poll.interval().plus(timeout(poll));
    }

    private static SiteSettings site(String name, ExporterConfig.Site site) {
        return new SiteSettings(
                name,
                site.url().orElseThrow().stream()
                        .map(SettingsFactory::withoutPath)
                        .distinct()
                        .toList(),
                site.basePath().replaceFirst("/$", ""),
                site.customerId().map(MachineIds::withoutBraces).orElse(ON_PREMISES_CUSTOMER),
                site.siteId().map(MachineIds::withoutBraces),
                site.strategy(),
                machines(site),
                site.machinesFile(),
                discovery(site.discovery()),
                site.inventory().interval(),
                site.requestsPerSecond(),
                auth(site.auth()),
                site.tlsConfigurationName(),
                site.proxyConfigurationName());
    }

    private static URI withoutPath(URI controller) {
        return URI.create(controller.getScheme() + "://" + controller.getRawAuthority());
    }

    /** Windows names ignore case: the second spelling of a machine is dropped. */
    private static List<String> machines(ExporterConfig.Site site) {
        Set<String> seen = new HashSet<>();
        return list(site.machines()).stream()
                .map(MachinesFile::normalized)
                .filter(name -> seen.add(MachineNames.comparable(name)))
                .toList();
    }

    static Optional<DiscoverySettings> discovery(ExporterConfig.Discovery discovery) {
        DiscoverySettings rules = new DiscoverySettings(
                list(discovery.deliveryGroups()),
                list(discovery.machineCatalogs()),
                list(discovery.names()),
                list(discovery.tags()),
                list(discovery.exclude()));
        boolean any = !rules.equals(DiscoverySettings.everything());
        return discovery.enabled().orElse(any) ? Optional.of(rules) : Optional.empty();
    }

    private static AuthSettings auth(ExporterConfig.Auth auth) {
        return new AuthSettings(
                auth.kind(),
                auth.clientId().map(MachineIds::withoutBraces).orElse(""),
                Stream.of(auth.clientSecret(), auth.clientSecretFile(), auth.token(), auth.tokenFile())
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElseThrow(),
                auth.tokenUrl());
    }

    private static WebSettings web(ExporterConfig.Web web) {
        return new WebSettings(
                web.usersFile().map(UsersFile::new),
                web.clientCertificates(),
                web.openHealth(),
                Set.copyOf(list(web.disabledMetrics())));
    }

    private static DemoSettings demo(ExporterConfig.Demo demo) {
        return new DemoSettings(
                demo.enabled(),
                demo.port(),
                demo.machines(),
                demo.sessionsPerMachine(),
                demo.latency(),
                demo.day(),
                demo.scenario(),
                demo.seed());
    }

    private static List<String> list(Optional<List<String>> entries) {
        return entries.orElse(List.of());
    }
}
