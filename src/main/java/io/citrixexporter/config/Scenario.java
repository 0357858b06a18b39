package io.citrixexporter.config;

/** What happens on the simulated site. */
public enum Scenario implements KeyWord {
    WORKING_DAY,
    SPIKE,
    REGISTRATION_OUTAGE,
    LINGERING,
    SLOW_LOGONS,
    API_OUTAGE
}
