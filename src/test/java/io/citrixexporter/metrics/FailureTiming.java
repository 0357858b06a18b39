package io.citrixexporter.metrics;

/** What may happen to a site, and after how many cycles it shows: the rows of the README's table, each with its test. */
enum FailureTiming {
    API_DOWN(
            "the API is down",
            "1",
            "1; after a 429 that names a time, or a sign-in that failed, once that wait is over, 10 min at most",
            FailureTableTest.class,
            "showsOutageAndRecoveryOfApiWithinCycle"),
    TOKEN_REVOKED(
            "the token is revoked",
            "never: it is renewed within the cycle; one that is younger than 30 s in the next cycle after that",
            "0",
            FailureTableTest.class,
            "renewsRevokedTokenWithinCycle"),
    MACHINE_REMOVED(
            "a machine that was discovered is removed",
            "1 (`not_found`); its series are gone once the inventory has been read, `inventory.interval`",
            "once the inventory has been read",
            RemovedMachineTest.class,
            "dropsRemovedDiscoveredMachineAfterInventoryRead"),
    NAMED_MACHINE_REMOVED(
            "a machine that is named in the configuration is removed",
            "1 (`not_found`); its series stay, `citrix_machine_up` 0 and its last counts for `citrix.poll.hold`; once the"
                    + " inventory has been read without a delivery group",
            "1",
            RemovedMachineTest.class,
            "keepsRemovedConfiguredMachineAsDown"),
    CONTROLLER_LOST(
            "a controller is lost",
            "0: another one is asked within the cycle",
            "0",
            FailoverTest.class,
            "completesCycleWhenControllerFails"),
    ALL_CONTROLLERS_LOST(
            "all controllers are lost",
            "1",
            "1; where a token endpoint answered with 5xx, once that wait is over, 1 min at most unless it says otherwise",
            FailoverTest.class,
            "showsOutageAndRecoveryOfAllControllersWithinCycle");

    final String what;
    final String seen;
    final String over;
    final Class<?> test;
    final String method;

    FailureTiming(String what, String seen, String over, Class<?> test, String method) {
        this.what = what;
        this.seen = seen;
        this.over = over;
        this.test = test;
        this.method = method;
    }

    static String heading() {
        return "| what happens | seen after | over after |";
    }

    String row() {
        return "| %s | %s | %s |".formatted(what, seen, over);
    }
}
