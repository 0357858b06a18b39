package io.citrixexporter.citrix;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Does something after a while. */
interface Alarm {

    /** Runs an action once, never too early. */
    void after(Duration delay, Runnable action);

    /** Runs it on one of Mutiny's threads. */
    @Singleton
    final class OnMutiny implements Alarm {
        @Override
        public void after(Duration delay, Runnable action) {
            // The keeper of time cuts the delay down to whole milliseconds, and refuses none at all.
            Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(delay.isNegative() ? Deadline.SHORTEST_TIMER : delay.plus(Deadline.SHORTEST_TIMER))
                    .subscribe()
                    .with(over -> action.run(), ignored -> {});
        }
    }
}
