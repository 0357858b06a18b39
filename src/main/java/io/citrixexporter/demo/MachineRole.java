package io.citrixexporter.demo;

/** What is the matter with a machine. All but a few are ordinary; there is one of each other kind. */
enum MachineRole {
    ORDINARY,
    /** In maintenance mode from the morning on: nobody new gets in, and who is there leaves by and by. */
    MAINTENANCE,
    /** Runs, but no delivery controller knows it. */
    UNREGISTERED,
    POWERED_OFF,
    /** The API cannot tell its sessions now and then. */
    FLAKY;

    /** Below this size there are only ordinary machines, or too much of the site would be out of order. */
    static final int SMALLEST_SITE = 10;

    /** Spread over the site, so that they land in different delivery groups. */
    static MachineRole of(int index, int machines) {
        if (machines < SMALLEST_SITE) {
            return ORDINARY;
        }
        int tenth = machines / 10;
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
