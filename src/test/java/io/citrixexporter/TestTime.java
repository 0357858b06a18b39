package io.citrixexporter;

import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Provides the simulated clock; for profiles that enable it. */
@Alternative
@Singleton
public class TestTime {

    @Produces
    @Alternative
    @Singleton
    TestClock clock() {
        return new TestClock();
    }
}
