package io.citrixexporter.metrics;

import static io.citrixexporter.metrics.Known.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.TestClock;
import io.citrixexporter.model.SessionTally;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.citrixexporter.snapshot.Snapshots;
import io.citrixexporter.targets.PollTarget;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

/** With the settings of {@link Known}: interval and timeout of one minute, hold of five minutes. */
class PollHealthTest {
    private final PollTarget machine = Known.machine("CTX-01", "");
    private final SnapshotHolder holder = new SnapshotHolder();
    private final TestClock clock = new TestClock(NOON);
    private final PollHealth freshness = new PollHealth(holder, Known.settings(), clock);

    @Test
    void isNotReadyBeforeFirstCycleOfEverySite() {
        unpolled("a");
        unpolled("b");
        read("a");

        assertThat(ready().getStatus()).isEqualTo(Status.DOWN);
        assertThat(ready().getData().orElseThrow()).containsEntry("b", "not polled yet");

        read("b");

        assertThat(ready().getStatus()).isEqualTo(Status.UP);
        assertThat(ready().getData().orElseThrow().get("b"))
                .isEqualTo("reached; 1 of 1 machines ok; last cycle ended 2026-03-02T12:00:00Z;"
                        + " newest data 2026-03-02T12:00:00Z");
    }

    @Test
    void staysReadyWhileAnySiteHasFreshData() {
        unpolled("a");
        unpolled("b");
        read("a");
        read("b");
        clock.set(NOON.plusSeconds(301));
        fail("a");
        read("b");

        assertThat(ready().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isNotReadyWhenDataOfEverySiteIsStale() {
        unpolled("a");
        read("a");
        clock.set(NOON.plusSeconds(300));
        assertThat(ready().getStatus()).isEqualTo(Status.UP);

        clock.set(NOON.plusSeconds(301));
        fail("a");

        assertThat(ready().getStatus()).isEqualTo(Status.DOWN);
        assertThat(ready().getData().orElseThrow().get("a").toString()).startsWith("not reached; 0 of 1 machines ok");
    }

    @Test
    void isAliveWhileCyclesFail() {
        unpolled("a");
        clock.set(NOON.plusSeconds(3600));
        fail("a");

        assertThat(alive().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isNotAliveWithoutCycleForThreeIntervalsAndTimeout() {
        unpolled("a");
        read("a");
        clock.set(NOON.plusSeconds(240));
        assertThat(alive().getStatus()).isEqualTo(Status.UP);

        clock.set(NOON.plusSeconds(241));

        assertThat(alive().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void isNotAliveWhenFirstCycleHangs() {
        unpolled("a");
        assertThat(alive().getStatus()).isEqualTo(Status.UP);

        clock.set(NOON.plusSeconds(241));

        assertThat(alive().getStatus()).isEqualTo(Status.DOWN);
    }

    private HealthCheckResponse ready() {
        return freshness.readiness().call();
    }

    private HealthCheckResponse alive() {
        return freshness.liveness().call();
    }

    private void unpolled(String site) {
        holder.publish(Snapshots.unpolled(site, List.of(machine)));
    }

    private void read(String site) {
        publish(
                site,
                Known.cycle(
                        clock.instant(),
                        Duration.ofSeconds(1),
                        Known.read(machine, clock.instant(), SessionTally.NONE)));
    }

    private void fail(String site) {
        publish(site, Known.cycle(clock.instant(), Duration.ofSeconds(1), Known.failed(machine, clock.instant())));
    }

    private void publish(String site, io.citrixexporter.poll.CycleResult cycle) {
        SiteSnapshot before = holder.sites().get(site);
        holder.publish(before.next(cycle.stateAfter(before.state()), cycle.polls()));
    }
}
