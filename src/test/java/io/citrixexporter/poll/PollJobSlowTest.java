package io.citrixexporter.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citrixexporter.CitrixStub;
import io.citrixexporter.LogLines;
import io.citrixexporter.SiteFixtures;
import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.FakeCitrix;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.targets.PollTarget;
import io.citrixexporter.time.Deadline;
import io.citrixexporter.time.TimeSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cycles on the real scheduler. */
@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
class PollJobSlowTest {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(30);

    @Inject
    Scheduler scheduler;

    private final AtomicInteger cycles = new AtomicInteger();
    private final AtomicInteger skipped = new AtomicInteger();
    private final LogLines log = LogLines.of(TriggerWatchdog.class.getName());
    private PollJob job;

    @AfterEach
    void stop() {
        job.stop(new ShutdownEvent());
        scheduler.unscheduleJob("prod");
        log.close();
    }

    @Test
    void pollsAtEveryInterval() {
        start(Uni.createFrom().item(List.of()));
        await().atMost(LONG).until(() -> cycles.get() >= 3);
        assertThat(skipped).hasValue(0);
        assertThat(log.take()).isEmpty();
    }

    @Test
    void skipsAndCountsCycleDueWhilePreviousRuns() {
        start(Uni.createFrom().nothing());
        await().atMost(LONG).until(() -> skipped.get() >= 2);
        assertThat(cycles).hasValue(1);
    }

    @Test
    void reschedulesIfTriggerDoesNotFire() {
        start(Uni.createFrom().item(List.of()));
        await().atMost(LONG).until(() -> cycles.get() >= 1);
        // As after the clock was set back: the trigger exists but does not fire.
        scheduler.pause("prod");
        int before = cycles.get() + 1;
        await().atMost(LONG).until(() -> cycles.get() > before);
        assertThat(log.take())
                .singleElement()
                .asString()
                .matches("WARN prod: no cycle for \\d+ s, in which the wall clock.*");
    }

    @Test
    void startsNoCycleAfterShutdown() throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        start(Uni.createFrom().<List<MachinePoll>>nothing().onCancellation().invoke(cancelled::countDown));
        await().atMost(LONG).until(() -> cycles.get() == 1);
        job.stop(new ShutdownEvent());

        assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
        job.pollers().forEach(site -> site.poll().await().atMost(LONG));
        assertThat(cycles).hasValue(1);
    }

    private void start(Uni<List<MachinePoll>> polls) {
        ExporterConfig.Site site = SiteFixtures.named(List.of("CTX-01"));
        TimeSource time = TimeSource.system();
        FakeCitrix citrix = new FakeCitrix();
        CitrixClient client = citrix.client(time, LONG);
        PollStrategy strategy = new PollStrategy() {
            @Override
            public Uni<List<MachinePoll>> poll(List<PollTarget> machines, Deadline deadline) {
                cycles.incrementAndGet();
                return polls;
            }

            @Override
            public boolean needsInventory() {
                return false;
            }
        };
        CycleListener listener = new Pollers.NoListener() {
            @Override
            public void cycleSkipped(String name) {
                skipped.incrementAndGet();
            }
        };
        SitePoller poller = Pollers.site(site, client, strategy, LONG, time, listener);
        job = new PollJob(scheduler, INTERVAL, List.of(poller), time);
        job.start();
    }
}
