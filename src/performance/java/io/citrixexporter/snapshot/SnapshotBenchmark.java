package io.citrixexporter.snapshot;

import io.citrixexporter.model.SessionTally;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Creates the next snapshot of a site of 5,000 machines with 10 sessions each from the polls of a cycle, in ns and bytes
 * per session.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgs = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
public class SnapshotBenchmark {
    // Enough cycles before the measured one for a full series of count comparisons.
    private static final int BEFORE = 3;

    private SiteSnapshot before;
    private List<MachinePoll> polls;
    private SiteState state;
    private SiteState stateWithInventory;

    /** Creates the polls and checks the snapshot. */
    @Setup
    public void makePolls() {
        LargeSite site = LargeSite.withInventory();
        before = site.after(BEFORE);
        polls = site.polls(BEFORE);
        state = site.state(BEFORE, BEFORE - 1);
        stateWithInventory = site.state(BEFORE, BEFORE);
        check(perSession());
        check(countsComparedPerSession());
    }

    private static void check(SiteSnapshot snapshot) {
        int up = (int) snapshot.machines().stream().filter(MachineSnapshot::up).count();
        int sessions = snapshot.machines().stream()
                .mapToInt(
                        machine -> machine.lastTally().map(SessionTally::total).orElse(0))
                .sum();
        if (up != LargeSite.MACHINES || sessions != LargeSite.SESSIONS) {
            throw new IllegalStateException("%d machines up, %d sessions".formatted(up, sessions));
        }
    }

    /** A cycle that does not read the inventory. */
    @Benchmark
    @OperationsPerInvocation(LargeSite.SESSIONS)
    public SiteSnapshot perSession() {
        return before.next(state, polls);
    }

    /** A cycle after the inventory was read: its counts are compared with those of the polls. */
    @Benchmark
    @OperationsPerInvocation(LargeSite.SESSIONS)
    public SiteSnapshot countsComparedPerSession() {
        return before.next(stateWithInventory, polls);
    }
}
