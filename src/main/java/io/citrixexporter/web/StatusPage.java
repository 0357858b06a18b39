package io.citrixexporter.web;

import io.citrixexporter.metrics.CallState;
import io.citrixexporter.snapshot.MachineSnapshot;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.time.Timestamp;
import io.quarkus.qute.TemplateInstance;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The status page, whose template has the name of this class.
 *
 * @param now when it was made
 * @param down number of machines that are down
 * @param sites all sites
 * @param query text to search for; without one, the page lists the machines that are down
 * @param found number of machines found
 * @param machines the first of them, those that are down first
 */
record StatusPage(
        String now, int down, List<StatusOfSite> sites, String query, int found, List<StatusOfMachine> machines)
        implements TemplateInstance {
    private static final int MAX_MACHINES = 100;

    private static final Comparator<StatusOfMachine> DOWN_FIRST = Comparator.comparing(
                    (StatusOfMachine machine) -> !machine.down())
            .thenComparing(StatusOfMachine::site)
            .thenComparing(StatusOfMachine::machine);

    static StatusPage of(
            Collection<SiteSnapshot> sites,
            Function<String, CallState> calls,
            int concurrency,
            String query,
            Timestamp now) {
        List<StatusOfMachine> found = sites.stream()
                .flatMap(site -> site.machines().stream()
                        .filter(machine -> query.isEmpty() ? isDown(machine) : matches(site, machine, query))
                        .map(machine -> StatusOfMachine.of(site.site(), machine)))
                .sorted(DOWN_FIRST)
                .toList();
        return new StatusPage(
                StatusOfSite.text(now.instant()),
                sites.stream().mapToInt(StatusPage::down).sum(),
                sites.stream()
                        .map(site -> StatusOfSite.of(site, calls.apply(site.site()), concurrency, now))
                        .toList(),
                query,
                found.size(),
                found.stream().limit(MAX_MACHINES).toList());
    }

    private static int down(SiteSnapshot site) {
        return Math.toIntExact(
                site.machines().stream().filter(StatusPage::isDown).count());
    }

    private static boolean isDown(MachineSnapshot machine) {
        return machine.outage().isPresent();
    }

    private static boolean matches(SiteSnapshot site, MachineSnapshot machine, String query) {
        String text = query.toLowerCase(Locale.ROOT);
        return Stream.of(
                        site.site(),
                        machine.target().label(),
                        machine.target().name(),
                        machine.target().deliveryGroup(),
                        machine.outage()
                                .map(outage -> outage.failure().reason().label())
                                .orElse(""))
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(text));
    }
}
