package io.citrixexporter.snapshot;

import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.http.MachineSessions;
import io.citrixexporter.citrix.http.SampleResponses;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.targets.Fleet;
import io.citrixexporter.targets.PollTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** A site of 5,000 healthy machines with 10 sessions each, and its cycles. */
public final class LargeSite {
    /** Number of machines. */
    public static final int MACHINES = 5_000;

    /** Number of sessions of all machines. */
    public static final int SESSIONS = MACHINES * LargeSite.SESSIONS_PER_MACHINE;

    /** End of the first cycle. */
    public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static final int SESSIONS_PER_MACHINE = 10;
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final int GROUPS = 4;

    private final boolean inventory;
    private final List<PollTarget> machines;
    private final List<MachineSessions> responses = SampleResponses.of(MACHINES, SESSIONS_PER_MACHINE);

    private LargeSite(boolean inventory, List<PollTarget> machines) {
        this.inventory = inventory;
        this.machines = machines;
    }

    /** A site with an inventory. */
    public static LargeSite withInventory() {
        return new LargeSite(
                true, IntStream.range(0, MACHINES).mapToObj(LargeSite::listed).toList());
    }

    /** A site without an inventory, so that only the names of its machines are known. */
    public static LargeSite withoutInventory() {
        return new LargeSite(
                false,
                IntStream.range(0, MACHINES)
                        .mapToObj(number -> PollTarget.named(name(number), label(number)))
                        .toList());
    }

    private static PollTarget listed(int number) {
        String id = new UUID(0x5a17_9c3e_0f42_4b00L + number, 0x8c11_22d3_9e40_0000L + number).toString();
        return new PollTarget(
                id,
                label(number),
                Optional.of(
                        Fleet.machine(id, name(number), "Desktops " + number % GROUPS, "Windows 11 Multi-Session")));
    }

    private static String name(int number) {
        return "CORP\\" + label(number);
    }

    private static String label(int number) {
        return "CTX-%04d".formatted(number + 1);
    }

    /** The snapshot after a number of cycles, each with a new inventory. */
    public SiteSnapshot after(int cycles) {
        SiteSnapshot snapshot = SiteSnapshot.unpolled(
                "prod",
                "acme",
                "per-machine",
                SiteState.unpolled("ddc1.corp.example", Optional.empty(), Optional.empty()),
                machines);
        for (int cycle = 0; cycle < cycles; cycle++) {
            snapshot = snapshot.next(state(cycle, cycle), polls(cycle));
        }
        return snapshot;
    }

    /**
     * The state of the site after a cycle.
     *
     * @param readIn the cycle in which the inventory was last read, if there is one
     */
    SiteState state(int cycle, int readIn) {
        return new SiteState(
                Optional.of(new SiteIdentity("site-id-1", "cloudxdsite")),
                "ddc1.corp.example",
                TestClock.at(end(cycle)),
                inventory ? Optional.of(new InventoryStatus(end(readIn), 0)) : Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The polls of a cycle, counted from 0. */
    List<MachinePoll> polls(int cycle) {
        return IntStream.range(0, MACHINES)
                .mapToObj(number -> MachinePoll.succeeded(
                        machines.get(number),
                        TestClock.at(end(cycle)),
                        responses.get((number + cycle) % MACHINES).tally()))
                .toList();
    }

    private static Instant end(int cycle) {
        return NOON.plus(INTERVAL.multipliedBy(cycle));
    }
}
