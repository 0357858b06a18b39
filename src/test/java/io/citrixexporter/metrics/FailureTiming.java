package io.citrixexporter.metrics;

/** Cycles until a failure and its recovery are visible: the rows of the table in the documentation, with their tests. */
enum FailureTiming {
    API_DOWN(
            "the API is down",
            "1",
            "1; after a 429 with a retry time or a failed login, after the backoff, 10 min at most",
            FailureTableTest.class,
            "showsOutageAndRecoveryOfApiWithinCycle"),
    TOKEN_REVOKED(
            "the token is revoked",
            "never: renewal within the cycle, or in the next one if the token is younger than 30 s",
            "0",
            FailureTableTest.class,
            "renewsRevokedTokenWithinCycle"),
    DISCOVERED_MACHINE_REMOVED(
            "a discovered machine is removed",
            "1 (`not_found`); its series disappear after the next inventory read, `inventory.interval`",
            "after the next inventory read",
            RemovedMachineTest.class,
            "dropsRemovedDiscoveredMachineAfterInventoryRead"),
    CONFIGURED_MACHINE_REMOVED(
            "a configured machine is removed",
            "1 (`not_found`); its series stay, `citrix_machine_up` 0 and its last counts for `citrix.poll.hold`; after the"
                    + " next inventory read without a delivery group",
            "1",
            RemovedMachineTest.class,
            "keepsRemovedConfiguredMachineAsDown"),
    CONTROLLER_FAILS(
            "a controller fails",
            "0: failover within the cycle",
            "0",
            ControllerOutageSlowTest.class,
            "completesCycleWhenControllerFails"),
    ALL_CONTROLLERS_FAIL(
            "all controllers fail",
            "1",
            "1; after a 5xx of the token endpoint, after the backoff, 1 min at most or the requested time",
            ControllerOutageSlowTest.class,
            "showsOutageAndRecoveryOfAllControllersWithinCycle");

    final String failure;
    final String visible;
    final String recovered;
    final Class<?> test;
    final String method;

    FailureTiming(String failure, String visible, String recovered, Class<?> test, String method) {
        this.failure = failure;
        this.visible = visible;
        this.recovered = recovered;
        this.test = test;
        this.method = method;
    }

    static String heading() {
        return "| failure | visible after | recovered after |";
    }

    String row() {
        return "| %s | %s | %s |".formatted(failure, visible, recovered);
    }
}
