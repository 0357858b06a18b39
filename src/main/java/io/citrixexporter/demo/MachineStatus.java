package io.citrixexporter.demo;

/**
 * What the API reports about a machine, in the spellings of Citrix.
 *
 * @param loadIndex 0 to 10,000
 */
record MachineStatus(
        String registration,
        String power,
        String fault,
        String summary,
        boolean maintenance,
        int sessions,
        int loadIndex) {
    private static final int MAX_LOAD = 10_000;

    /**
     * The status of a machine.
     *
     * @param outage whether it accepts no new sessions now
     * @param sessions how many it has now
     * @param capacity how many make it full
     */
    static MachineStatus of(DemoMachine machine, boolean outage, int sessions, int capacity) {
        int load = capacity == 0 ? 0 : Math.min(MAX_LOAD, sessions * MAX_LOAD / capacity);
        return switch (machine.role()) {
            case POWERED_OFF -> new MachineStatus("Unregistered", "Off", "None", "Off", false, 0, 0);
            case UNREGISTERED -> unregistered(0);
            case MAINTENANCE -> registered(outage, sessions, load);
            case ORDINARY, FLAKY -> outage ? unregistered(sessions) : registered(false, sessions, load);
        };
    }

    private static MachineStatus unregistered(int sessions) {
        return new MachineStatus("Unregistered", "On", "Unregistered", "Unregistered", false, sessions, 0);
    }

    private static MachineStatus registered(boolean maintenance, int sessions, int load) {
        String summary = sessions > 0 ? "InUse" : "Available";
        return new MachineStatus("Registered", "On", "None", summary, maintenance, sessions, load);
    }
}
