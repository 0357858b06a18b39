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
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

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
    private final ToIntFunction<SiteSnapshot> series;
    private final TimeSource time;
    private final CheckListener listener = new CheckListener();
    private final CheckSteps steps;

    /**
     * @param series counts the series of a snapshot of the site and its machines
     */
    SiteChecker(
            ExporterConfig.Site site,
            Settings settings,
            CitrixClientFactory clients,
            ToIntFunction<SiteSnapshot> series,
            TimeSource time) {
        this.site = site;
        this.settings = settings;
        this.clients = clients;
        this.series = series;
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
            steps.addAttempt(step, identity, SiteChecker::shown);
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
                .map(known -> selector.select(known, configured.names()))
                .orElseGet(() -> selector.selectByName(configured.names()));
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
        steps.addAttempt("inventory", read, found -> "%d machines in %d delivery groups; pages: %d, read every %d s"
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
        boolean siteWide = site.strategy() == Strategy.SITE;
        List<SamplePoll> polls = siteWide
                ? List.of(pollSample("all sessions of the site", strategy, targets))
                : MachineSample.of(targets, inventory.isPresent()).stream()
                        .map(target -> pollSample(pollStep(target), strategy, List.of(target)))
                        .toList();
        List<MachinePoll> succeeded =
                polls.stream().flatMap(poll -> poll.succeeded().stream()).toList();
        if (succeeded.isEmpty()) {
            return Optional.empty();
        }
        int series = series(client, succeeded, targets);
        CycleEstimate cycle = siteWide
                ? CycleEstimate.of(
                        targets.size(),
                        listener.calls(Endpoint.SESSIONS),
                        CycleEstimate.seconds(polls.get(0).took()),
                        settings.poll(),
                        series)
                : CycleEstimate.perMachine(
                        targets.size(), median(polls), site.requestsPerSecond(), settings.poll(), series);
        steps.add("cycle", cycle.result(), cycle.text());
        return Optional.of(cycle);
    }

    /** The median response time of the polls that succeeded. */
    private static Duration median(List<SamplePoll> polls) {
        List<Duration> responses = polls.stream()
                .filter(poll -> !poll.succeeded().isEmpty())
                .map(SamplePoll::took)
                .sorted()
                .toList();
        return responses.get((responses.size() - 1) / 2);
    }

    /**
     * A poll of one machine, or of all.
     *
     * @param succeeded the machines whose sessions were read
     */
    private record SamplePoll(List<MachinePoll> succeeded, Duration took) {}

    private static String pollStep(PollTarget target) {
        String group = OneLine.of(target.deliveryGroup(), MAX_LENGTH);
        return "poll %s%s".formatted(OneLine.of(target.label(), MAX_LENGTH), group.isEmpty() ? "" : " of " + group);
    }

    private SamplePoll pollSample(String step, PollStrategy strategy, List<PollTarget> targets) {
        CheckSteps.Attempted<List<MachinePoll>> attempted = steps.attempt(strategy.poll(targets, deadline()));
        // A strategy never fails: a failure is part of a poll.
        List<MachinePoll> polls = attempted.value().orElseThrow();
        polls.stream()
                .flatMap(poll -> poll.failure().stream())
                .findFirst()
                .ifPresentOrElse(
                        failure -> steps.addCall(step, FAILED, attempted, CheckSteps.text(failure)),
                        () -> addSessions(step, attempted, polls, targets));
        return new SamplePoll(polls.stream().filter(MachinePoll::succeeded).toList(), attempted.took());
    }

    private void addSessions(
            String step, CheckSteps.Attempted<?> attempted, List<MachinePoll> polls, List<PollTarget> targets) {
        int sessions = polls.stream()
                .flatMap(poll -> poll.tally().stream())
                .mapToInt(tally -> tally.total())
                .sum();
        int expected = MachineSample.expectedSessions(targets);
        boolean hidden = (expected - sessions) * 100L > (long) expected * MAX_MISSING_PERCENT && expected > 1;
        steps.addCall(
                step,
                hidden ? WARNING : OK,
                attempted,
                sessions + " sessions"
                        + (hidden
                                ? ", but the inventory counts " + expected
                                        + "; a scope smaller than All hides sessions without an error"
                                : ""));
    }

    /** The expected number of series: those of the site, and those of the polled machines, scaled to all. */
    private int series(CitrixClient client, List<MachinePoll> polls, List<PollTarget> targets) {
        Optional<InventoryStatus> inventory =
                site.inventory().interval().map(every -> new InventoryStatus(time.instant(), 0));
        SiteState state = SiteState.unpolled(client.controller(), inventory, Optional.empty());
        SiteSnapshot unpolled = SiteSnapshot.unpolled(
                site.name(), site.customerId(), site.strategy().text(), state, List.of());
        int ofSite = series.applyAsInt(unpolled);
        int ofPolled = series.applyAsInt(unpolled.next(state, polls)) - ofSite;
        return Math.toIntExact(ofSite + (long) ofPolled * targets.size() / polls.size());
    }

    private Deadline deadline() {
        return Deadline.after(settings.poll().timeout(), time);
    }
}
