package io.citrixexporter.check;

import static io.citrixexporter.check.CheckStep.Result.FAILED;
import static io.citrixexporter.check.CheckStep.Result.OK;
import static io.citrixexporter.check.CheckStep.Result.WARNING;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.CitrixClientFactory;
import io.citrixexporter.citrix.connect.ConnectionInfo;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.Endpoint;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.OneLine;
import io.citrixexporter.config.Settings;
import io.citrixexporter.config.Strategy;
import io.citrixexporter.model.Machine;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.poll.PollStrategy;
import io.citrixexporter.snapshot.InventoryStatus;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SiteState;
import io.citrixexporter.targets.ConfiguredMachines;
import io.citrixexporter.targets.Inventory;
import io.citrixexporter.targets.MachineSelector;
import io.citrixexporter.targets.PollTarget;
import io.citrixexporter.targets.PollTargets;
import io.citrixexporter.time.Deadline;
import io.citrixexporter.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Checks one site: signs in at each controller, reads the inventory, selects the machines and polls some of them. */
final class SiteChecker {
    private static final int MAX_LENGTH = 64;

    private static final String SCOPE =
            "With a scope smaller than All, Citrix hides machines and sessions without an error:"
                    + " the account needs the role Read Only Administrator with the scope All";

    private static final Duration MIN_VALIDITY = Duration.ofDays(30);

    /** From this share of sessions that the inventory counts but the API does not list, in per cent, some may be hidden. */
    private static final int MAX_MISSING_PERCENT = 25;

    private final ExporterConfig.Site site;
    private final Settings settings;
    private final CitrixClientFactory clients;
    private final Function<SiteSnapshot, String> exposition;
    private final TimeSource time;
    private final CheckListener listener = new CheckListener();
    private final CheckSteps steps;

    /**
     * A check.
     *
     * @param exposition renders the metrics with a snapshot of the site
     */
    SiteChecker(
            ExporterConfig.Site site,
            Settings settings,
            CitrixClientFactory clients,
            Function<SiteSnapshot, String> exposition,
            TimeSource time) {
        this.site = site;
        this.settings = settings;
        this.clients = clients;
        this.exposition = exposition;
        this.time = time;
        this.steps = new CheckSteps(listener, time);
    }

    SiteReport check() {
        Optional<CitrixClient> client = signIn();
        List<ConnectionInfo> connections = clients.connections(site, settings.poll());
        // Without a connection the proxy alone would look as if it worked.
        connections.stream()
                .filter(connection -> connection.insecure() || connection.tls().isPresent())
                .forEach(this::addConnection);
        Optional<CycleEstimate> cycle = client.flatMap(this::readAndPoll);
        return new SiteReport(site.name(), steps.ok(), site.strategy().text(), steps.all(), connections, cycle);
    }

    /** The client of the first controller that works. Stops at rejected credentials: each login may lock the account. */
    private Optional<CitrixClient> signIn() {
        Optional<CitrixClient> working = Optional.empty();
        boolean rejected = false;
        for (CitrixClient client : clients.createForEachController(site, settings.poll(), listener)) {
            String step = "sign in at " + client.controller();
            if (rejected) {
                steps.add(step, WARNING, "not tried, since another rejected login may lock the account");
                continue;
            }
            CheckSteps.Attempted<SiteIdentity> identity =
                    steps.attempt(client.startCycle(deadline(), Optional.empty()));
            steps.add(step, identity, SiteChecker::shown);
            rejected = identity.failure()
                    .filter(CitrixException::rejectsCredentials)
                    .isPresent();
            working = working.or(() -> identity.value().map(known -> client));
        }
        return working;
    }

    private static String shown(SiteIdentity identity) {
        String id = "site id " + OneLine.of(identity.siteId(), MAX_LENGTH);
        return identity.siteName().isEmpty()
                ? id + " as configured"
                : "site \"%s\", %s".formatted(OneLine.of(identity.siteName(), MAX_LENGTH), id);
    }

    private void addConnection(ConnectionInfo connection) {
        List<String> details = new ArrayList<>();
        CheckStep.Result result = OK;
        if (connection.insecure()) {
            result = WARNING;
            details.add("not encrypted, so that the password and the token can be read on the network; use https");
        }
        connection.tls().ifPresent(details::add);
        if (connection.certificateExpiry().isPresent()) {
            Instant expiry = connection.certificateExpiry().get();
            long days = Duration.between(time.instant(), expiry).toDays();
            details.add("certificate valid until %s (%d days)"
                    .formatted(expiry.atOffset(ZoneOffset.UTC).toLocalDate(), days));
            result = days < MIN_VALIDITY.toDays() ? WARNING : result;
        }
        connection.proxy().ifPresent(proxy -> details.add("through the proxy " + proxy));
        steps.add("connection to " + connection.server(), result, String.join(", ", details));
    }

    private Optional<CycleEstimate> readAndPoll(CitrixClient client) {
        Optional<Inventory> inventory = inventory(client);
        ConfiguredMachines configured = new ConfiguredMachines(site, time);
        if (configured.fileStatus().filter(file -> !file.loaded()).isPresent()) {
            steps.add("machines file", FAILED, "cannot be read, or is not valid; see machines-file");
        }
        MachineSelector selector = new MachineSelector(site.discovery(), settings.shard());
        PollTargets targets = inventory
                .map(known -> selector.from(known, configured.names()))
                .orElseGet(() -> selector.without(configured.names()));
        addTargets(targets, inventory);
        steps.addAll(UnresolvedNames.steps(
                targets, inventory.map(Inventory::machines).orElse(List.of())));
        return targets.machines().isEmpty() ? Optional.empty() : poll(client, targets.machines(), inventory);
    }

    private Optional<Inventory> inventory(CitrixClient client) {
        if (site.inventory().interval().isEmpty()) {
            steps.add("inventory", OK, "not read (inventory.interval is off), so that names cannot be checked");
            return Optional.empty();
        }
        CheckSteps.Attempted<Inventory> read =
                steps.attempt(client.machines(deadline()).map(Inventory::of));
        steps.add("inventory", read, found -> "%d machines in %d delivery groups; pages: %d, read every %d s"
                .formatted(
                        found.machines().size(),
                        found.machines().stream()
                                .map(Machine::deliveryGroup)
                                .filter(group -> !group.isEmpty())
                                .distinct()
                                .count(),
                        listener.calls(Endpoint.MACHINES),
                        site.inventory().interval().get().toSeconds()));
        if (read.value().filter(found -> found.machines().isEmpty()).isPresent()) {
            steps.add("rights", FAILED, "the inventory is empty. " + SCOPE);
        }
        return read.value();
    }

    private void addTargets(PollTargets targets, Optional<Inventory> inventory) {
        int machines = targets.machines().size();
        steps.add(
                "machines to poll",
                machines == 0 ? FAILED : OK,
                inventory
                                .map(known -> "%d of %d machines of the inventory"
                                        .formatted(
                                                machines - targets.notFound().size(),
                                                known.machines().size()))
                                .orElseGet(() -> machines + " configured names")
                        + (machines == 0 ? "; check machines, discovery and shard" : ""));
    }

    private Optional<CycleEstimate> poll(CitrixClient client, List<PollTarget> targets, Optional<Inventory> inventory) {
        PollStrategy strategy = PollStrategy.of(site, client, settings.poll(), time);
        if (strategy.needsInventory() && inventory.isEmpty()) {
            return Optional.empty();
        }
        if (site.strategy() == Strategy.SITE) {
            CheckSteps.Attempted<List<MachinePoll>> polls = steps.attempt(strategy.poll(targets, deadline()));
            addPolls("all sessions of the site", polls, targets);
            int calls = listener.calls(Endpoint.SESSIONS);
            return polls.value()
                    .map(all -> estimated(CycleEstimate.of(
                            targets.size(), calls, polls.seconds(), settings.poll(), series(client, all, targets))));
        }
        List<MachinePoll> all = new ArrayList<>();
        List<Duration> responses = new ArrayList<>();
        for (PollTarget target : MachineSample.of(targets, inventory.isPresent())) {
            CheckSteps.Attempted<List<MachinePoll>> polls = steps.attempt(strategy.poll(List.of(target), deadline()));
            addPolls(pollStep(target), polls, List.of(target));
            List<MachinePoll> results = polls.value().orElse(List.of());
            if (results.stream().anyMatch(MachinePoll::succeeded)) {
                responses.add(polls.took());
                all.addAll(results);
            }
        }
        Collections.sort(responses);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(estimated(CycleEstimate.perMachine(
                        targets.size(),
                        responses.get((responses.size() - 1) / 2),
                        site.requestsPerSecond(),
                        settings.poll(),
                        series(client, all, targets))));
    }

    private CycleEstimate estimated(CycleEstimate cycle) {
        steps.add("cycle", cycle.result(), cycle.text());
        return cycle;
    }

    private static String pollStep(PollTarget target) {
        String group = OneLine.of(target.deliveryGroup(), MAX_LENGTH);
        return "poll %s%s".formatted(OneLine.of(target.label(), MAX_LENGTH), group.isEmpty() ? "" : " of " + group);
    }

    private void addPolls(String step, CheckSteps.Attempted<List<MachinePoll>> polls, List<PollTarget> targets) {
        Optional<PollFailure> failure = polls.value().orElse(List.of()).stream()
                .flatMap(poll -> poll.failure().stream())
                .findFirst();
        if (failure.isPresent()) {
            steps.add(step, FAILED, polls, CheckSteps.text(failure.get()));
            return;
        }
        int sessions = polls.value().orElse(List.of()).stream()
                .flatMap(poll -> poll.tally().stream())
                .mapToInt(tally -> tally.total())
                .sum();
        int expected = MachineSample.expectedSessions(targets);
        boolean hidden = (expected - sessions) * 100L > (long) expected * MAX_MISSING_PERCENT && expected > 1;
        steps.add(
                step,
                hidden ? WARNING : OK,
                polls,
                sessions + " sessions"
                        + (hidden
                                ? ", but the inventory counts " + expected
                                        + "; a scope smaller than All hides sessions without an error"
                                : ""));
    }

    private int series(CitrixClient client, List<MachinePoll> polls, List<PollTarget> targets) {
        InventoryStatus inventory = site.inventory().interval().isPresent()
                ? new InventoryStatus(true, time.instant(), 0)
                : InventoryStatus.OFF;
        SiteState state = SiteState.unpolled(client.controller(), inventory, Optional.empty());
        SiteSnapshot sampled = SiteSnapshot.unpolled(
                        site.name(), site.customerId(), site.strategy().text(), state, List.of())
                .after(state, polls);
        return SeriesEstimate.of(exposition.apply(sampled), site.name(), polls.size(), targets.size());
    }

    private Deadline deadline() {
        return Deadline.after(settings.poll().timeout(), time);
    }
}
