package io.citrixexporter.demo;

import io.citrixexporter.config.Scenario;

/** How the whole API fails. */
enum ApiFault {
    NONE,
    THROTTLED,
    UNAVAILABLE,
    DISCONNECTING,
    FAILING;

    private static final double PERIOD = DemoClock.DAY_MINUTES / 2;

    /**
     * The fault at a simulated time. Only {@link Scenario#API_OUTAGE} has any: twice a day they follow each other, with
     * enough time between for a recovery.
     */
    static ApiFault at(double time, Scenario scenario) {
        if (scenario != Scenario.API_OUTAGE) {
            return NONE;
        }
        // The simulation starts without a fault.
        double sinceStart = DemoClock.minuteOfDay(time) - DemoClock.SIMULATION_START + DemoClock.DAY_MINUTES;
        double part = sinceStart % PERIOD / PERIOD;
        if (part < 0.35 || part >= 0.8) {
            return NONE;
        }
        if (part < 0.5) {
            return THROTTLED;
        }
        if (part < 0.65) {
            return UNAVAILABLE;
        }
        return part < 0.72 ? DISCONNECTING : FAILING;
    }
}
