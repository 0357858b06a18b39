package io.citrixexporter.citrix.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citrixexporter.LogLines;
import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestLimiterTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualTime time = new ManualTime();
    private final List<Integer> limits = new ArrayList<>();
    private final List<Duration> backoffs = new ArrayList<>();
    private final List<UniEmitter<? super String>> started = new ArrayList<>();
    private final LogLines log = LogLines.of(ControllerLimit.class.getName());
    private final RequestLimiter limiter = limiter(4);

    @BeforeEach
    void activate() {
        limiter.activate();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void startsRequestsInOrderUpToLimit() {
        List<UniAssertSubscriber<String>> all = submit(6);
        assertThat(started).hasSize(4);

        started.get(2).complete("two");
        all.get(2).assertItem("two");
        assertThat(started).hasSize(5);
        started.get(4).complete("four");
        all.get(4).assertItem("four");
        assertThat(started).hasSize(6);
    }

    @Test
    void startsNothingDuringBackoff() {
        List<UniAssertSubscriber<String>> all = submit(8);
        started.get(0).fail(throttled(Duration.ofSeconds(10)));
        IntStream.range(1, 4).forEach(i -> started.get(i).complete("ok"));
        assertThat(started).hasSize(4);
        assertThat(backoffs).containsExactly(Duration.ofSeconds(10));
        all.get(0).assertFailedWith(CitrixException.class);

        time.advance(Duration.ofSeconds(10));
        assertThat(started).hasSize(8);
        assertThat(log.take())
                .containsExactly("WARN site: throttled, at most 3 requests in flight: HTTP 429: too many requests");
    }

    @Test
    void rejectsRequestThatCannotStartBeforeDeadline() {
        List<UniAssertSubscriber<String>> all = submit(6);
        started.get(0).fail(throttled(MINUTE.plusSeconds(1)));

        for (UniAssertSubscriber<String> late : all.subList(4, 6)) {
            assertRejected(late);
            assertThat(late.getFailure())
                    .hasMessage(
                            "not sent, the backoff until 2026-03-02T08:01:01Z ends after the cycle: HTTP 429: too many"
                                    + " requests");
        }
        assertRejected(submit(1).get(0));
        assertThat(started).hasSize(4);
    }

    @Test
    void cancelledRequestIsReleased() {
        List<UniAssertSubscriber<String>> all = submit(6);
        all.get(5).cancel();
        all.get(0).cancel();
        assertThat(started).hasSize(5);
        IntStream.range(1, 5).forEach(i -> started.get(i).complete("ok"));
        submit(5);
        assertThat(started).hasSize(9);
    }

    @Test
    void rejectsQueuedRequestsIfProbeFails() {
        failUntilUnavailable();
        int before = started.size();
        List<UniAssertSubscriber<String>> waiting = submit(3);
        assertThat(started).hasSize(before);
        time.advance(RequestLimiter.PROBE_INTERVAL);
        assertThat(started).as("one probe").hasSize(before + 1);
        started.get(before).fail(CitrixErrors.ofStatus(500));
        waiting.get(0).assertFailedWith(CitrixException.class);
        assertRejected(waiting.get(1));
        assertRejected(submit(1).get(0));
        assertThat(started).hasSize(before + 1);
    }

    @Test
    void startsQueuedRequestsIfProbeSucceeds() {
        failUntilUnavailable();
        int before = started.size();
        submit(3);
        time.advance(RequestLimiter.PROBE_INTERVAL);
        started.get(before).complete("ok");
        assertThat(started).hasSize(before + 3);
    }

    @Test
    void startsWithFullLimitAndWithoutBackoffAfterFailover() {
        List<UniAssertSubscriber<String>> all = submit(6);
        started.get(0).fail(throttled(Duration.ofSeconds(50)));
        limiter.deactivate(CitrixErrors.ofStatus(500));
        assertRejected(all.get(4));
        started.get(1).fail(throttled(Duration.ofSeconds(50)));
        started.get(2).complete("ok");
        started.get(3).complete("ok");

        limiter.activate();
        submit(4);
        assertThat(started).hasSize(8);
        assertThat(limits.get(limits.size() - 1)).isEqualTo(4);
    }

    @Test
    void ignoresRetryAfterOnceDeactivated() {
        submit(2);
        limiter.deactivate(CitrixErrors.ofStatus(500));
        started.get(0).fail(throttled(Duration.ofSeconds(50)));
        limiter.backOff(CitrixErrors.ofStatus(429), time.nanoTime() + MINUTE.toNanos());
        assertThat(backoffs).isEmpty();
        assertThat(limits).containsExactly(4);
        assertThat(log.take()).isEmpty();
    }

    @Test
    void logsStartAndEndOfThrottlingOnce() {
        for (int i = 0; i < 3; i++) {
            submit(1);
            started.get(i).fail(throttled(Duration.ofSeconds(1)));
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(log.take()).hasSize(1);
        for (int i = 3; i < 10; i++) {
            submit(1);
            started.get(i).complete("ok");
        }
        assertThat(log.take()).isEmpty();
        time.advance(Duration.ofMinutes(5));
        submit(1);
        started.get(10).complete("ok");
        assertThat(log.take()).containsExactly("INFO site: no longer throttled, at most 4 requests in flight");
    }

    @Test
    void losesNoRequestWithManyThreads() throws InterruptedException {
        RequestLimiter busy = new RequestLimiter(
                "site",
                8,
                new RateLimit(Duration.ZERO, TimeSource.system()),
                TimeSource.system(),
                new LimitListener() {});
        busy.activate();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        AtomicInteger ended = new AtomicInteger();
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger max = new AtomicInteger();
        int requests = 4_000;
        long deadline = TimeSource.system().nanoTime() + Duration.ofDays(1).toNanos();
        for (int i = 0; i < requests; i++) {
            int number = i;
            threads.execute(() -> {
                Uni<String> request = Uni.createFrom().emitter(emitter -> {
                    max.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                    threads.execute(() -> {
                        inFlight.decrementAndGet();
                        if (number % 10 == 0) {
                            emitter.fail(CitrixErrors.ofStatus(503));
                        } else {
                            emitter.complete("ok");
                        }
                    });
                });
                Cancellable call = busy.submit(deadline, false, request)
                        .onTermination()
                        .invoke(ended::incrementAndGet)
                        .subscribe()
                        .with(item -> {}, failure -> {});
                if (number % 7 == 0) {
                    call.cancel();
                }
            });
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> ended.get() == requests);
        threads.shutdown();
        List<String> after = new ArrayList<>();
        IntStream.range(0, 8)
                .forEach(i -> busy.submit(deadline, false, Uni.createFrom().item("ok"))
                        .subscribe()
                        .with(after::add));
        assertThat(after).hasSize(8);
    }

    private void failUntilUnavailable() {
        for (int i = 0; i < CircuitBreaker.MIN_FAILURES; i++) {
            submit(1);
            started.get(i).fail(CitrixErrors.ofStatus(500));
        }
    }

    private RequestLimiter limiter(int max) {
        return new RequestLimiter("site", max, new RateLimit(Duration.ZERO, time), time, new LimitListener() {
            @Override
            public void limitChanged(String site, int requests) {
                limits.add(requests);
            }

            @Override
            public void backoffStarted(String site, Duration duration) {
                backoffs.add(duration);
            }
        });
    }

    private List<UniAssertSubscriber<String>> submit(int requests) {
        long deadline = time.nanoTime() + MINUTE.toNanos();
        return IntStream.range(0, requests)
                .mapToObj(i -> limiter.submit(deadline, false, Uni.createFrom().<String>emitter(started::add))
                        .subscribe()
                        .withSubscriber(UniAssertSubscriber.create()))
                .toList();
    }

    private CitrixException throttled(Duration wait) {
        return CitrixErrors.ofStatus(429).withRetryAt(time.nanoTime() + wait.toNanos());
    }

    private static void assertRejected(UniAssertSubscriber<String> request) {
        request.assertFailedWith(CitrixException.class);
        assertThat(request.getFailure())
                .isInstanceOfSatisfying(CitrixException.class, failure -> assertThat(failure.sent())
                        .isFalse())
                .hasMessageStartingWith("not sent, ");
    }

    /** Delays end when a test advances the time. */
    private static final class ManualTime implements TimeSource {
        private record Timer(long at, UniEmitter<? super Void> emitter) {}

        private final TestClock clock = new TestClock();
        private final List<Timer> timers = new ArrayList<>();

        @Override
        public Instant instant() {
            return clock.instant();
        }

        @Override
        public long nanoTime() {
            return clock.nanoTime();
        }

        @Override
        public Uni<Void> delay(Duration delay) {
            return Uni.createFrom().emitter(emitter -> timers.add(new Timer(nanoTime() + delay.toNanos(), emitter)));
        }

        void advance(Duration by) {
            clock.advance(by);
            List<Timer> due =
                    timers.stream().filter(timer -> timer.at <= nanoTime()).toList();
            timers.removeAll(due);
            due.forEach(timer -> timer.emitter.complete(null));
        }
    }
}
