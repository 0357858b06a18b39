package io.citrixexporter.demo;

import io.citrixexporter.config.DemoSettings.Scenario;

/** What is wrong with the API as a whole. */
enum Trouble {
    NONE,
    THROTTLED,
    UNAVAILABLE,
    DISCONNECTING,
    FAILING;

    /**
     * The trouble of a moment. Only the outage scenario has any: twice a day it goes from good to worse and back, with
     * enough good time between for everything to recover.
     */
    static Trouble at(Moment moment, Scenario scenario) {
        if (scenario != Scenario.API_OUTAGE) {
            return NONE;
        }
        double half = DemoDay.MINUTES / 2;
        // The simulated clock starts at the begin of a good time.
        double passed = (moment.minute() - DemoDay.START + DemoDay.MINUTES) % half / half;
        return of(passed);
    }

    private static Trouble of(double passed) {
        if (passed < 0.35) {
            return NONE;
        }
        if (passed < 0.5) {
            return THROTTLED;
        }
        if (passed < 0.65) {
            return UNAVAILABLE;
        }
        if (passed < 0.72) {
            return DISCONNECTING;
        }
        return passed < 0.8 ? FAILING : NONE;
    }
}
