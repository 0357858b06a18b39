package io.citrixexporter.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CycleGuardTest {
    private final CycleGuard guard = new CycleGuard();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final AtomicInteger skipped = new AtomicInteger();
    private final AtomicReference<UniEmitter<? super Void>> running = new AtomicReference<>();

    @Test
    void skipsCycleWhileAnotherRuns() {
        UniAssertSubscriber<Void> first = run();
        run().assertCompleted();
        first.assertNotTerminated();

        assertThat(started).hasValue(1);
        assertThat(skipped).hasValue(1);
    }

    @Test
    void runsCycleAfterPreviousEnded() {
        UniAssertSubscriber<Void> first = run();
        running.get().complete(null);
        first.assertCompleted();
        run();

        assertThat(started).hasValue(2);
        assertThat(skipped).hasValue(0);
    }

    @Test
    void cancelsCycleWhenStoppedAndStartsNoOther() {
        UniAssertSubscriber<Void> first = run();
        guard.stop();
        first.assertCompleted();
        run().assertCompleted();

        assertThat(cancelled).hasValue(1);
        assertThat(started).hasValue(1);
        assertThat(skipped).hasValue(0);
    }

    private UniAssertSubscriber<Void> run() {
        Uni<Void> cycle = Uni.createFrom()
                .<Void>emitter(emitter -> {
                    started.incrementAndGet();
                    running.set(emitter);
                })
                .onCancellation()
                .invoke(cancelled::incrementAndGet);
        return guard.run(cycle, skipped::incrementAndGet).subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
