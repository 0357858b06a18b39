package io.citrixexporter.citrix;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Does something after a while. */
interface Alarm {

    /** Runs an action once. */
    void after(Duration delay, Runnable action);

    /** Runs it on one of Mutiny's threads. */
    @Singleton
    final class OnMutiny implements Alarm {
        @Override
        public void after(Duration delay, Runnable action) {
            Uni.createFrom().voidItem().onItem().delayIt().by(delay).subscribe().with(over -> action.run());
        }
    }
}
