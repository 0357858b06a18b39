package io.citrixexporter.citrix;

import io.citrixexporter.TestClock;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Lets waits take no time, but move the clock; for profiles that ask for it. */
@Alternative
@Singleton
public final class InstantAlarm implements Alarm {
    private final TestClock clock;

    InstantAlarm(TestClock clock) {
        this.clock = clock;
    }

    @Override
    public void after(Duration delay, Runnable action) {
        clock.advance(delay);
        action.run();
    }
}
