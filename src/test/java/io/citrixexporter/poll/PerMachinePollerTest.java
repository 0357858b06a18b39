package io.citrixexporter.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.FakeCitrix;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.targets.PollTarget;
import io.citrixexporter.time.Deadline;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerMachinePollerTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestClock clock = new TestClock();
    private final Set<String> failing = new HashSet<>();
    private int status = 503;
    private final FakeCitrix citrix = new FakeCitrix(machine ->
            Uni.createFrom().item(failing.contains(machine) ? FakeCitrix.status(status) : FakeCitrix.sessions(1)));
    private final CitrixClient client = citrix.client(clock, MINUTE);
    private final PerMachinePoller poller = Pollers.perMachine(client, 2, false, clock);

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 530})
    void retriesAfterFirstAttemptsOfAllMachines(int failure) {
        status = failure;
        failing.add("M0");
        List<MachinePoll> polls = poll(5);

        assertThat(citrix.asked()).containsExactly("M0", "M1", "M2", "M3", "M4", "M0");
        assertThat(up(polls)).containsExactly("M1", "M2", "M3", "M4");
        assertThat(polls).extracting(poll -> poll.target().label()).containsExactly("M0", "M1", "M2", "M3", "M4");
    }

    @Test
    void pollsPreviouslyFailedMachineLastWithOneAttempt() {
        failing.add("M0");
        poll(5);
        int before = citrix.asked().size();
        poll(5);
        assertThat(citrix.asked().subList(before, citrix.asked().size())).containsExactly("M1", "M2", "M3", "M4", "M0");

        failing.clear();
        assertThat(up(poll(5))).hasSize(5);
        before = citrix.asked().size();
        poll(5);
        assertThat(citrix.asked().subList(before, citrix.asked().size()))
                .as("recovered")
                .containsExactly("M0", "M1", "M2", "M3", "M4");
    }

    @Test
    void keepsOrderWhenMostMachinesFailed() {
        failing.addAll(List.of("M0", "M1", "M2"));
        poll(5);
        failing.clear();
        int before = citrix.asked().size();
        assertThat(up(poll(5))).hasSize(5);
        assertThat(citrix.asked().subList(before, citrix.asked().size())).containsExactly("M0", "M1", "M2", "M3", "M4");
    }

    @Test
    void retriesAtMostFifthOfMachines() {
        IntStream.range(0, 34).forEach(i -> failing.add("M" + 3 * i));
        poll(100);
        assertThat(citrix.asked()).hasSize(120);
    }

    @Test
    void waitsForRetryAfterOfOneMachineOnlyAfterAllOthers() {
        Map<String, Duration> requestedAt = new HashMap<>();
        Set<String> once = new HashSet<>(Set.of("M0"));
        FakeCitrix site = new FakeCitrix(machine -> {
            requestedAt.put(machine, Duration.between(TestClock.START, clock.instant()));
            return Uni.createFrom().item(once.remove(machine) ? FakeCitrix.status(503, "30") : FakeCitrix.sessions(1));
        });
        CitrixClient other = site.client(clock, MINUTE);
        other.startCycle(deadline(), Optional.empty()).await().atMost(MINUTE);
        List<MachinePoll> polls = Pollers.perMachine(other, 1, false, clock)
                .poll(refs(3), deadline())
                .await()
                .atMost(MINUTE);

        assertThat(up(polls)).hasSize(3);
        assertThat(requestedAt).containsEntry("M1", Duration.ZERO).containsEntry("M2", Duration.ZERO);
        assertThat(requestedAt.get("M0")).isEqualTo(Duration.ofSeconds(30));
    }

    /** At most the sixteen failures and the failed probe are not retried. */
    @Test
    void recoversFromShortOutageWithinCycle() {
        Duration outage = Duration.ofMillis(1_500);
        FakeCitrix site = new FakeCitrix(machine -> Uni.createFrom()
                .item(
                        Duration.between(TestClock.START, clock.instant()).compareTo(outage) < 0
                                ? FakeCitrix.status(500)
                                : FakeCitrix.sessions(1)));
        CitrixClient other = site.client(clock, MINUTE, 2);
        other.startCycle(deadline(), Optional.empty()).await().atMost(MINUTE);

        assertThat(up(Pollers.perMachine(other, 2, false, clock)
                        .poll(refs(1_000), deadline())
                        .await()
                        .atMost(MINUTE)))
                .hasSizeGreaterThanOrEqualTo(1_000 - 17);
    }

    @Test
    void retriesPreviouslyFailedMachineAfter429() {
        failing.add("M0");
        poll(3);
        status = 429;
        int before = citrix.asked().size();
        poll(3);
        assertThat(citrix.asked().subList(before, citrix.asked().size()))
                .containsExactly("M1", "M2", "M0", "M0", "M0", "M0");
    }

    private List<MachinePoll> poll(int machines) {
        client.startCycle(deadline(), Optional.empty()).await().atMost(MINUTE);
        return poller.poll(refs(machines), deadline()).await().atMost(MINUTE);
    }

    private Deadline deadline() {
        return Deadline.after(MINUTE, clock);
    }

    private static List<PollTarget> refs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> PollTarget.named("M" + i, "M" + i))
                .toList();
    }

    private static List<String> up(List<MachinePoll> polls) {
        return polls.stream()
                .filter(poll -> poll.failure().map(PollFailure::reason).isEmpty())
                .map(poll -> poll.target().label())
                .toList();
    }
}
