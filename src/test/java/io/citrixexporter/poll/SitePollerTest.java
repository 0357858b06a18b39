package io.citrixexporter.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.SiteFixtures;
import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.FakeCitrix;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.targets.PollTarget;
import io.citrixexporter.time.Deadline;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SitePollerTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final TestClock clock = new TestClock();
    private final Map<String, UniEmitter<? super Response>> pending = new ConcurrentHashMap<>();

    @Test
    void limitsConcurrentMachines() {
        FakeCitrix citrix = pendingCitrix();
        UniAssertSubscriber<CycleResult> cycle = start(citrix, 3, machines(10), LONG, clock);

        for (int completed = 0; completed < 10; completed++) {
            assertThat(citrix.asked()).hasSize(Math.min(10, completed + 3));
            respond("M" + completed, completed);
        }
        assertThat(citrix.maxInFlight()).isEqualTo(3);
        assertThat(cycle.getItem().polls()).hasSize(10).allMatch(MachinePoll::succeeded);
    }

    @Test
    void keepsConfiguredOrderRegardlessOfResponseOrder() {
        UniAssertSubscriber<CycleResult> cycle = start(pendingCitrix(), 8, machines(5), LONG, clock);
        for (int machine : new int[] {3, 0, 4, 2, 1}) {
            respond("M" + machine, machine);
        }

        assertThat(cycle.getItem().polls())
                .extracting(
                        poll -> poll.target().name(),
                        poll -> poll.tally().orElseThrow().total())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("M0", 0),
                        org.assertj.core.groups.Tuple.tuple("M1", 1),
                        org.assertj.core.groups.Tuple.tuple("M2", 2),
                        org.assertj.core.groups.Tuple.tuple("M3", 3),
                        org.assertj.core.groups.Tuple.tuple("M4", 4));
        assertThat(cycle.getItem().sessions()).isEqualTo(10);
    }

    @Test
    void replacesBackslashWithBarInRequests() {
        FakeCitrix citrix = new FakeCitrix(machine -> Uni.createFrom().item(FakeCitrix.sessions(0)));
        start(citrix, 8, List.of("CORP\\CTX-01"), LONG, clock);

        assertThat(citrix.asked()).containsExactly("CORP|CTX-01");
    }

    @Test
    void isolatesFailureOfMachine() {
        FakeCitrix citrix = new FakeCitrix(machine ->
                Uni.createFrom().item(machine.equals("M1") ? FakeCitrix.status(404) : FakeCitrix.sessions(2)));
        CycleResult cycle = start(citrix, 8, machines(3), LONG, clock).getItem();

        assertThat(cycle.polls())
                .extracting(SitePollerTest::reason)
                .containsExactly(null, FailureReason.NOT_FOUND, null);
        assertThat(cycle.failures()).isEqualTo(1);
        assertThat(cycle.sessions()).isEqualTo(4);
        assertThat(cycle.reached()).isTrue();
        assertThat(cycle.identity()).hasValue(FakeCitrix.IDENTITY);
    }

    @Test
    void reportsMachinesNotReachedByDeadlineAsTimedOut() {
        FakeCitrix citrix = pendingCitrix();
        UniAssertSubscriber<CycleResult> cycle = start(citrix, 1, machines(4), LONG, clock);
        respond("M0", 1);
        clock.advance(LONG);
        respond("M1", 1);

        assertThat(cycle.getItem().polls())
                .extracting(SitePollerTest::reason)
                .containsExactly(null, null, FailureReason.TIMEOUT, FailureReason.TIMEOUT);
        assertThat(cycle.getItem().polls().get(3).failure())
                .map(PollFailure::message)
                .hasValue("not done before the deadline of the cycle");
        assertThat(citrix.asked()).containsExactly("M0", "M1");
    }

    @Test
    void cancelsHangingMachinesAtDeadline() {
        FakeCitrix citrix = new FakeCitrix(machine -> machine.equals("M1")
                ? Uni.createFrom().nothing()
                : Uni.createFrom().item(FakeCitrix.sessions(1)));
        CycleResult cycle = start(citrix, 2, machines(4), Duration.ofMillis(200), clock)
                .awaitItem(Duration.ofSeconds(30))
                .getItem();

        assertThat(cycle.polls().get(1)).extracting(SitePollerTest::reason).isEqualTo(FailureReason.TIMEOUT);
        assertThat(cycle.reached()).isTrue();
    }

    @Test
    void failsAllMachinesWithoutRequestsWhenSignInFails() {
        FakeCitrix citrix = pendingCitrix();
        citrix.refuseSignIn(FailureReason.AUTH);
        CycleResult cycle = start(citrix, 8, machines(3), LONG, clock).getItem();

        assertThat(cycle.polls())
                .extracting(SitePollerTest::reason)
                .containsOnly(FailureReason.AUTH)
                .hasSize(3);
        assertThat(cycle.signInFailure()).map(PollFailure::reason).hasValue(FailureReason.AUTH);
        assertThat(cycle.identity()).isEmpty();
        assertThat(cycle.reached()).isFalse();
        assertThat(citrix.asked()).isEmpty();
    }

    @Test
    void cancelsHangingSignInAtDeadline() {
        FakeCitrix citrix = pendingCitrix();
        citrix.hangAtSignIn();
        CycleResult cycle = start(citrix, 8, machines(2), Duration.ofMillis(100), clock)
                .awaitItem(Duration.ofSeconds(30))
                .getItem();

        assertThat(cycle.polls())
                .extracting(SitePollerTest::reason)
                .containsOnly(FailureReason.TIMEOUT)
                .hasSize(2);
        assertThat(citrix.asked()).isEmpty();
    }

    @Test
    void reportsExceptionInResponseHandlingAsMachineFailure() {
        FakeCitrix citrix = new FakeCitrix(machine -> {
            if (machine.equals("M0")) {
                throw new IllegalStateException("bug");
            }
            return Uni.createFrom().item(FakeCitrix.sessions(1));
        });
        CycleResult cycle = start(citrix, 8, machines(2), LONG, clock).getItem();

        assertThat(cycle.polls()).extracting(SitePollerTest::reason).containsExactly(FailureReason.BAD_RESPONSE, null);
    }

    @Test
    void reportsSiteAsUnreachedWhenNoMachineResponds() {
        FakeCitrix citrix = new FakeCitrix(machine -> Uni.createFrom().item(FakeCitrix.status(403)));
        CycleResult cycle = start(citrix, 8, machines(2), LONG, clock).getItem();

        assertThat(cycle.reached()).isFalse();
        assertThat(cycle.siteFailure()).map(PollFailure::reason).hasValue(FailureReason.FORBIDDEN);
    }

    @Test
    void reportsSiteWithoutMachinesAsReached() {
        CycleResult cycle = start(pendingCitrix(), 8, List.of(), LONG, clock).getItem();

        assertThat(cycle.polls()).isEmpty();
        assertThat(cycle.reached()).isTrue();
    }

    @Test
    void pollsThousandsOfMachinesThatRespondImmediately() {
        FakeCitrix citrix = new FakeCitrix(machine -> Uni.createFrom().item(FakeCitrix.sessions(1)));

        assertThat(start(citrix, 8, machines(5000), LONG, clock).getItem().sessions())
                .isEqualTo(5000);
    }

    @Test
    void spreadsCallsOverFourFifthsOfInterval() {
        List<Long> requestedAt = new CopyOnWriteArrayList<>();
        FakeCitrix citrix = new FakeCitrix(machine -> {
            requestedAt.add(clock.nanoTime());
            return Uni.createFrom().item(FakeCitrix.sessions(1));
        });
        CitrixClient client = citrix.client(clock, LONG);
        Deadline deadline = Deadline.after(Duration.ofSeconds(1), clock);
        client.startCycle(deadline, Optional.empty()).await().atMost(LONG);

        List<MachinePoll> polls = Pollers.perMachine(client, 8, true, clock)
                .poll(refs(4), deadline)
                .await()
                .atMost(LONG);

        assertThat(citrix.asked()).containsExactly("M0", "M1", "M2", "M3");
        assertThat(polls).allMatch(MachinePoll::succeeded);
        long gap = Duration.ofMillis(950 * 4 / 5 / 4).toNanos();
        assertThat(requestedAt).containsExactly(0L, gap, 2 * gap, 3 * gap);
    }

    @Test
    void startsNextPollWithMachinesSkippedAtDeadline() {
        Set<String> hanging = new HashSet<>(List.of("M2"));
        FakeCitrix citrix = new FakeCitrix(machine -> {
            if (hanging.contains(machine)) {
                clock.advance(Duration.ofMillis(200));
                return Uni.createFrom().nothing();
            }
            return Uni.createFrom().item(FakeCitrix.sessions(1));
        });
        CitrixClient client = citrix.client(clock, LONG);
        client.startCycle(Deadline.after(LONG, clock), Optional.empty()).await().atMost(LONG);
        PerMachinePoller poller = Pollers.perMachine(client, 1, false, clock);

        poller.poll(refs(5), Deadline.after(Duration.ofMillis(200), clock))
                .await()
                .atMost(LONG);
        assertThat(citrix.asked()).containsExactly("M0", "M1", "M2");
        hanging.clear();
        List<MachinePoll> polls =
                poller.poll(refs(5), Deadline.after(LONG, clock)).await().atMost(LONG);

        assertThat(citrix.asked()).endsWith("M2", "M3", "M4", "M0", "M1");
        assertThat(polls).extracting(poll -> poll.target().label()).containsExactly("M0", "M1", "M2", "M3", "M4");
    }

    private static List<PollTarget> refs(int count) {
        return machines(count).stream()
                .map(name -> PollTarget.named(name, name))
                .toList();
    }

    private FakeCitrix pendingCitrix() {
        return new FakeCitrix(machine -> Uni.createFrom().<Response>emitter(emitter -> pending.put(machine, emitter)));
    }

    private void respond(String machine, int sessions) {
        pending.remove(machine).complete(FakeCitrix.sessions(sessions));
    }

    private static UniAssertSubscriber<CycleResult> start(
            FakeCitrix citrix, int concurrency, List<String> machines, Duration timeout, TimeSource clock) {
        CitrixClient client = citrix.client(clock, LONG);
        ExporterConfig.Site site = SiteFixtures.named(machines);
        PollStrategy strategy = Pollers.perMachine(client, concurrency, false, clock);
        return Pollers.site(site, client, strategy, timeout, clock)
                .cycle()
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private static List<String> machines(int count) {
        return IntStream.range(0, count).mapToObj(i -> "M" + i).toList();
    }

    private static FailureReason reason(MachinePoll poll) {
        return poll.failure().map(PollFailure::reason).orElse(null);
    }
}
