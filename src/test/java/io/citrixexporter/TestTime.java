package io.citrixexporter;

import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the program a clock that a test moves; for profiles that ask for it. */
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
