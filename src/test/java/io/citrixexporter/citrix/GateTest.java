package io.citrixexporter.citrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.citrixexporter.LogLines;
import io.citrixexporter.TestClock;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String FIRST = "ddc1";
    private static final String SECOND = "ddc2";

    private final TestClock clock = new TestClock();
    private final List<Duration> alarms = new ArrayList<>();
    private final List<Runnable> ringing = new ArrayList<>();
    private final List<Integer> limits = new ArrayList<>();
    private final List<Instant> resumed = new ArrayList<>();
    private final List<UniEmitter<? super String>> begun = new ArrayList<>();
    private final LogLines log = LogLines.of("io.citrixexporter.citrix.SlowdownLog");
    private final Gate gate = gate(4, Duration.ZERO);

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void letsNoMoreThroughThanTheLimitAndTheNextInTurn() {
        List<UniAssertSubscriber<String>> all = pass(6);
        assertThat(begun).hasSize(4);

        answer(2, "two");
        assertThat(begun).hasSize(5);
        all.get(2).assertItem("two");
        all.get(3).assertNotTerminated();
        answer(4, "four");
        all.get(4).assertItem("four");
        assertThat(begun).hasSize(6);
    }

    @Test
    void whileOneWaitsBecauseOfThrottlingNobodyIsLetThrough() {
        List<UniAssertSubscriber<String>> all = pass(8);
        fail(0, throttled(10));
        answer(1, "one");
        answer(2, "two");

        assertThat(begun).hasSize(4);
        assertThat(alarms).containsExactly(Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(10));
        ring();
        assertThat(begun).as("half as many at a time, and one is under way").hasSize(5);
        all.get(0).assertFailedWith(CitrixException.class, "HTTP 429");
        assertThat(limits).containsExactly(4, 2);
        assertThat(log.take())
                .containsExactly("WARN site: slowed down, 2 requests at a time: HTTP 429: too many requests");
    }

    @Test
    void whoCouldOnlyStartAfterItsDeadlineFailsAtOnceForTheSameReason() {
        List<UniAssertSubscriber<String>> all = pass(8);
        fail(0, throttled(61));

        for (UniAssertSubscriber<String> late : all.subList(4, 8)) {
            late.assertFailedWith(CitrixException.class, "nothing is asked before 2026-03-02T08:01:01Z");
            assertThat(CitrixErrors.of(late.getFailure()).reason()).isEqualTo(Reason.THROTTLED);
        }
        all.get(1).assertNotTerminated();
        pass(1).get(0).assertFailedWith(CitrixException.class, "the cycle ends before that: HTTP 429");
        assertThat(begun).hasSize(4);

        clock.advance(Duration.ofSeconds(61));
        IntStream.range(1, 4).forEach(i -> answer(i, "ok"));
        pass(1);
        assertThat(begun).as("the next cycle").hasSize(5);
    }

    @Test
    void whoGivesUpLeavesItsPlaceToOthers() {
        List<UniAssertSubscriber<String>> all = pass(6);
        all.get(5).cancel();
        all.get(0).cancel();
        assertThat(begun).hasSize(5);

        IntStream.range(1, 5).forEach(i -> answer(i, "ok"));
        assertThat(begun).hasSize(5);
        pass(4);
        assertThat(begun).as("no place was lost").hasSize(9);
    }

    @Test
    void keepsRequestsApart() {
        Gate slow = gate(8, Duration.ofMillis(250));
        pass(slow, 3);
        assertThat(begun).hasSize(1);
        assertThat(alarms).containsExactly(Duration.ofMillis(250));

        clock.advance(Duration.ofMillis(250));
        ring();
        assertThat(begun).hasSize(2);
        clock.advance(Duration.ofMillis(249));
        ring();
        assertThat(begun).hasSize(2);
        clock.advance(Duration.ofMillis(1));
        ring();
        assertThat(begun).hasSize(3);
    }

    @Test
    void tellsWhenItIsAtFullSpeedAgain() {
        pass(1);
        fail(0, throttled(1));
        clock.advance(Duration.ofSeconds(1));
        log.take();
        for (int i = 1; i <= 2 * Pace.STEP; i++) {
            pass(1);
            answer(i, "ok");
        }

        assertThat(limits).containsExactly(4, 2, 3, 4);
        assertThat(log.take()).isEmpty();

        clock.advance(Duration.ofMinutes(5));
        pass(1);
        answer(2 * Pace.STEP + 1, "ok");
        assertThat(log.take()).containsExactly("INFO site: at full speed again, 4 requests at a time");
    }

    @Test
    void serverErrorsAndTimeOutsDoNotCountAsGood() {
        pass(1);
        fail(0, throttled(1));
        clock.advance(Duration.ofSeconds(1));
        for (int i = 1; i <= Pace.STEP; i++) {
            pass(1);
            fail(i, i % 2 == 0 ? CitrixErrors.ofStatus(500) : new CitrixException(Reason.TIMEOUT, "late"));
        }
        assertThat(limits).containsExactly(4, 2);
    }

    @Test
    void slowingDownIsToldOnceEvenWhereThereIsOnlyOneRequestAtATime() {
        Gate narrow = gate(1, Duration.ZERO);
        for (int i = 0; i < 5; i++) {
            pass(narrow, 1);
            fail(i, CitrixErrors.ofStatus(429));
            clock.advance(Duration.ofSeconds(50));
            ring();
        }
        assertThat(log.take()).hasSize(1);
    }

    @Test
    void whoWaitedUntilItsDeadlineIsNotBegunAfterIt() {
        List<UniAssertSubscriber<String>> all = pass(6);
        clock.advance(MINUTE);
        answer(0, "late");

        assertThat(begun).hasSize(4);
        all.get(4).assertFailedWith(CitrixException.class, "deadline");
        all.get(5).assertFailedWith(CitrixException.class, "deadline");
    }

    @Test
    void manyThatAreTurnedAwayHaveOneShortMessage() {
        pass(4);
        fail(0, throttled(3600));
        for (int i = 0; i < 1_000; i++) {
            Uni<String> call = gate.pass(
                    FIRST, Deadline.after(MINUTE, clock), true, Uni.createFrom().nothing());
            CitrixException failure = CitrixErrors.of(call.subscribe()
                    .withSubscriber(UniAssertSubscriber.create())
                    .getFailure());
            gate.mayRepeat(FIRST, failure, 0, Deadline.after(MINUTE, clock))
                    .subscribe()
                    .withSubscriber(UniAssertSubscriber.create());
            assertThat(failure.getMessage()).hasSizeLessThan(200);
        }
    }

    @Test
    void noPlaceIsLostAndNobodyForgottenWithManyThreads() throws InterruptedException {
        Alarm soon = (delay, action) -> {
            clock.advance(delay);
            ForkJoinPool.commonPool().execute(action);
        };
        Gate busy = new Gate("site", new Pace(8, Duration.ZERO, () -> 0), clock, soon, new TestClients.Deaf());
        AtomicInteger ended = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        int requests = 4_000;
        for (int i = 0; i < requests; i++) {
            int number = i;
            threads.execute(() -> {
                Deadline deadline = Deadline.after(Duration.ofDays(100), clock);
                Uni<String> request = Uni.createFrom().emitter(emitter -> {
                    threads.execute(() -> {
                        if (number % 50 == 0) {
                            emitter.fail(CitrixErrors.ofStatus(number % 100 == 0 ? 503 : 429));
                        } else {
                            emitter.complete("ok");
                        }
                    });
                });
                Cancellable call = busy.pass(FIRST, deadline, true, request)
                        .onTermination()
                        .invoke(ended::incrementAndGet)
                        .subscribe()
                        .with(item -> {}, failure -> {});
                if (number % 70 == 0) {
                    call.cancel();
                }
            });
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> ended.get() == requests);
        List<String> after = new CopyOnWriteArrayList<>();
        List<UniEmitter<? super String>> held = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 20; i++) {
            busy.pass(
                            FIRST,
                            Deadline.after(Duration.ofDays(100), clock),
                            true,
                            Uni.createFrom().<String>emitter(held::add))
                    .subscribe()
                    .with(after::add);
        }
        while (after.size() < 20) {
            await().atMost(Duration.ofSeconds(30)).until(() -> !held.isEmpty());
            held.remove(0).complete("ok");
        }
        assertThat(ended).hasValue(requests);
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatIsRepeatedDoesNotSlowTheSiteAgain() {
        pass(1);
        fail(0, CitrixErrors.ofStatus(503));
        Deadline deadline = Deadline.after(MINUTE, clock);
        for (int repeated = 1; repeated <= 3; repeated++) {
            gate.pass(FIRST, deadline, false, Uni.createFrom().<String>emitter(begun::add))
                    .subscribe()
                    .withSubscriber(UniAssertSubscriber.create());
            fail(repeated, CitrixErrors.ofStatus(503));
        }
        assertThat(limits).containsExactly(4, 2);
        pass(1);
        assertThat(begun).hasSize(5);
    }

    @Test
    void whoWaitsForAPauseOfSomebodyElseNeedNotWaitForItsEnd() {
        pass(1);
        fail(0, throttled(50));
        pass(1);
        assertThat(begun).hasSize(1);

        clock.advance(Duration.ofSeconds(5));
        gate.switchedTo(SECOND);
        assertThat(begun).hasSize(2);
        pass(1);
        assertThat(begun).as("the next one").hasSize(3);
        gate.switchedTo(SECOND);
        assertThat(resumed).as("told once, and only of pauses").containsExactly(clock.instant());
    }

    @Test
    void aLostControllerSlowsNobodyDownWithWhatItAnswersLate() {
        List<UniAssertSubscriber<String>> late = pass(2);
        gate.switchedTo(SECOND);
        fail(0, throttled(50));
        gate.mayRepeat(FIRST, throttled(50).signingInAt(FIRST), 0, Deadline.after(MINUTE, clock))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        late.get(0).assertFailedWith(CitrixException.class, "HTTP 429");

        pass(1);
        assertThat(begun).hasSize(3);
        assertThat(limits).containsExactly(4);
        assertThat(log.take()).isEmpty();
        gate.switchedTo(FIRST);
        fail(1, throttled(50));
        pass(1);
        assertThat(begun).as("in use again").hasSize(3);
    }

    @Test
    void whoIsTurnedAwayAtTheSignInOfTheControllerInUseStopsAll() {
        gate.switchedTo(SECOND);
        gate.mayRepeat(SECOND, throttled(50).signingInAt(SECOND), 0, Deadline.after(MINUTE, clock))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        pass(1);
        assertThat(begun).isEmpty();
    }

    @Test
    void nobodySlipsThroughWhileAnAnswerIsLearntFrom() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Deadline deadline = Deadline.after(MINUTE, clock);
        for (int round = 0; round < 500; round++) {
            Gate narrow = gate(1, Duration.ZERO);
            List<UniEmitter<? super String>> one = new ArrayList<>();
            AtomicInteger intruders = new AtomicInteger();
            narrow.pass(FIRST, deadline, true, Uni.createFrom().<String>emitter(one::add))
                    .subscribe()
                    .with(item -> {}, failure -> {});
            CountDownLatch crowd = new CountDownLatch(20);
            AtomicBoolean over = new AtomicBoolean();
            Future<?> others = threads.submit(() -> {
                while (!over.get()) {
                    crowd.countDown();
                    narrow.pass(FIRST, deadline, true, Uni.createFrom().emitter(emitter -> intruders.incrementAndGet()))
                            .subscribe()
                            .with(item -> {}, failure -> {});
                }
            });
            crowd.await();
            one.get(0).fail(throttled(3600));
            over.set(true);
            others.get(30, TimeUnit.SECONDS);
            assertThat(intruders).as("round " + round).hasValue(0);
        }
        threads.shutdown();
    }

    @Test
    void worksOnAfterSomethingWasThrownInTheMiddleOfIt() {
        List<String> answers = new ArrayList<>();
        Deadline deadline = Deadline.after(MINUTE, clock);
        List<Gate> itself = new ArrayList<>();
        Alarm broken = (delay, action) -> {
            itself.get(0)
                    .pass(FIRST, deadline, true, Uni.createFrom().item("in between"))
                    .subscribe()
                    .with(answers::add);
            throw new IllegalStateException("broken");
        };
        Gate slow =
                new Gate("site", new Pace(8, Duration.ofSeconds(1), () -> 0), clock, broken, new TestClients.Deaf());
        itself.add(slow);
        Uni<String> quick = slow.pass(FIRST, deadline, true, Uni.createFrom().item("quick"));
        quick.subscribe().with(answers::add);
        assertThatThrownBy(() -> quick.await().atMost(Duration.ofMillis(1))).hasMessage("broken");
        clock.advance(Duration.ofSeconds(1));
        quick.subscribe().with(answers::add, failure -> {});
        assertThat(answers).containsExactly("quick", "in between");
    }

    @Test
    void tenThousandQuickAnswersDoNotOverflowTheStack() {
        Gate narrow = gate(1, Duration.ZERO);
        Deadline deadline = Deadline.after(MINUTE, clock);
        List<String> answers = new ArrayList<>();
        List<UniEmitter<? super String>> first = new ArrayList<>();
        narrow.pass(FIRST, deadline, true, Uni.createFrom().<String>emitter(first::add))
                .subscribe()
                .with(answers::add);
        for (int i = 0; i < 10_000; i++) {
            narrow.pass(FIRST, deadline, true, Uni.createFrom().item("quick"))
                    .subscribe()
                    .with(answers::add);
        }
        first.get(0).complete("slow");
        assertThat(answers).hasSize(10_001);
    }

    private Gate gate(int most, Duration gap) {
        Alarm alarm = (delay, action) -> {
            alarms.add(delay);
            ringing.add(action);
        };
        return new Gate("site", new Pace(most, gap, () -> 0), clock, alarm, new TestClients.Deaf() {
            @Override
            public void limited(String site, int requests) {
                limits.add(requests);
            }

            @Override
            public void resumed(String site, Instant at) {
                resumed.add(at);
            }
        });
    }

    private List<UniAssertSubscriber<String>> pass(int requests) {
        return pass(gate, requests);
    }

    private List<UniAssertSubscriber<String>> pass(Gate through, int requests) {
        Deadline deadline = Deadline.after(MINUTE, clock);
        return IntStream.range(0, requests)
                .mapToObj(i -> through.pass(
                                FIRST, deadline, true, Uni.createFrom().<String>emitter(begun::add))
                        .subscribe()
                        .withSubscriber(UniAssertSubscriber.create()))
                .toList();
    }

    private void answer(int request, String text) {
        begun.get(request).complete(text);
    }

    private void fail(int request, CitrixException failure) {
        begun.get(request).fail(failure);
    }

    private CitrixException throttled(int seconds) {
        Instant until = clock.instant().plusSeconds(seconds);
        return CitrixErrors.ofStatus(429).notBefore(until);
    }

    private void ring() {
        List<Runnable> all = List.copyOf(ringing);
        ringing.clear();
        all.forEach(Runnable::run);
    }
}
