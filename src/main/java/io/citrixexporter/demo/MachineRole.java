package io.citrixexporter.demo;

/** What is special about a machine. All but a few are ordinary; there is one of each other kind. */
enum MachineRole {
    ORDINARY,
    /** In maintenance mode from the morning on: it accepts no new sessions, and those it has end one by one. */
    MAINTENANCE,
    /** Powered on, but not registered with a delivery controller. */
    UNREGISTERED,
    POWERED_OFF,
    /** The API fails for it now and then. */
    FLAKY;

    /** Smaller sites have only ordinary machines. */
    static final int MIN_MACHINES = 10;

    boolean isReachable() {
        return this != UNREGISTERED && this != POWERED_OFF;
    }

    /** Spread over the site, so that they are in different delivery groups. */
    static MachineRole of(int index, int machines) {
        int tenth = machines / MIN_MACHINES;
        if (tenth == 0) {
            return ORDINARY;
        }
        if (index == tenth) {
            return MAINTENANCE;
        }
        if (index == 3 * tenth) {
            return FLAKY;
        }
        if (index == 6 * tenth) {
            return UNREGISTERED;
        }
        return index == 8 * tenth ? POWERED_OFF : ORDINARY;
    }
}
