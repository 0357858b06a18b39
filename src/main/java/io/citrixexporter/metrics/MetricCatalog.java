package io.citrixexporter.metrics;

import java.util.List;
import java.util.Locale;

/**
 * Every metric of the exporter, with its type, labels and HELP text: the one place where a metric is named.
 *
 * <p>Tests compare the tables in {@code docs} and the exposition with this list.
 */
public enum MetricCatalog {
    SESSIONS(
            "citrix_sessions",
            "Sessions per combination of state, protocol and app state that exists, as of the last successful poll.",
            "site, machine, delivery_group, state, protocol, app_state"),
    MACHINE_SESSIONS(
            "citrix_machine_sessions",
            "Sessions per state, zeros included, as of the last successful poll.",
            "site, machine, delivery_group, state"),
    MACHINE_SESSIONS_BY_TYPE(
            "citrix_machine_sessions_by_type",
            "Sessions per session type, zeros included, as of the last successful poll. Absent if the server does not say the type.",
            "site, machine, delivery_group, session_type"),
    MACHINE_LOGONS_IN_PROGRESS(
            "citrix_machine_logons_in_progress",
            "Sessions that are logging on, as of the last successful poll. Absent if the server does not say.",
            "site, machine, delivery_group"),
    MACHINE_LOGOFFS_IN_PROGRESS(
            "citrix_machine_logoffs_in_progress",
            "Sessions that are logging off, as of the last successful poll. Absent if the server does not say.",
            "site, machine, delivery_group"),
    MACHINE_OLDEST_SESSION_START(
            "citrix_machine_oldest_session_start_timestamp_seconds",
            "When the oldest session started, in Unix time, as of the last successful poll. Absent without sessions.",
            "site, machine, delivery_group"),
    MACHINE_OLDEST_DISCONNECTED(
            "citrix_machine_oldest_disconnected_timestamp_seconds",
            "Since when the longest-disconnected session is disconnected, in Unix time, as of the last successful poll. Absent without one.",
            "site, machine, delivery_group"),
    MACHINE_OLDEST_LINGERING(
            "citrix_machine_oldest_lingering_timestamp_seconds",
            "Since when the longest-lingering session lingers, in Unix time, as of the last successful poll. Absent without one.",
            "site, machine, delivery_group"),
    APPLICATION_SESSIONS(
            "citrix_application_sessions",
            "Sessions that use a published application, as of the last successful polls. Only with citrix.sites.<name>.applications.",
            "site, delivery_group, application"),
    SESSION_STARTS(
            "citrix_session_starts_total",
            Type.COUNTER,
            "Sessions that a successful poll of a machine listed for the first time, except those of its first poll.",
            "site, delivery_group"),
    SESSION_ENDS(
            "citrix_session_ends_total",
            Type.COUNTER,
            "Sessions that a successful poll of a machine no longer listed.",
            "site, delivery_group"),
    SESSION_ESTABLISHMENT_DURATION(
            "citrix_session_establishment_duration_seconds",
            Type.HISTOGRAM,
            "How long sessions took to be established, of those counted by citrix_session_starts_total; each session once.",
            "site, delivery_group"),
    MACHINE_UP(
            "citrix_machine_up",
            "Whether the last poll of the machine succeeded (1) or not (0).",
            "site, machine, delivery_group"),
    MACHINE_LAST_SUCCESS(
            "citrix_machine_last_success_timestamp_seconds",
            "When the machine was last polled successfully, in Unix time; 0 before the first time.",
            "site, machine, delivery_group"),
    MACHINE_SESSION_COUNT_MISMATCH(
            "citrix_machine_session_count_mismatch",
            "Sessions that the inventory counts minus sessions listed, if the difference lasted for three reads, else 0.",
            "site, machine, delivery_group"),
    MACHINE_INFO(
            "citrix_machine_info",
            "Properties of the machine; always 1. As of the last successful read of the inventory.",
            "site, machine, delivery_group, machine_catalog, zone, domain, dns_name, os_type, agent_version, session_support"),
    MACHINE_REGISTERED(
            "citrix_machine_registered",
            "Whether the machine is registered with a controller (1) or not (0), as of the last successful read of the inventory. Absent while unknown.",
            "site, machine, delivery_group"),
    MACHINE_MAINTENANCE_MODE(
            "citrix_machine_maintenance_mode",
            "Whether the machine is in maintenance mode (1) or not (0), as of the last successful read of the inventory. Absent while unknown.",
            "site, machine, delivery_group"),
    MACHINE_LOAD_INDEX(
            "citrix_machine_load_index",
            "Load index of a multi-session machine, usually 0 to 10000, as of the last successful read of the inventory.",
            "site, machine, delivery_group"),
    MACHINE_REGISTRATION_STATE(
            "citrix_machine_registration_state",
            "1 for the registration state that the machine is in, as of the last successful read of the inventory.",
            "site, machine, delivery_group, registration_state"),
    MACHINE_POWER_STATE(
            "citrix_machine_power_state",
            "1 for the power state that the machine is in, as of the last successful read of the inventory.",
            "site, machine, delivery_group, power_state"),
    MACHINE_FAULT_STATE(
            "citrix_machine_fault_state",
            "1 for the fault state that the machine is in, as of the last successful read of the inventory.",
            "site, machine, delivery_group, fault_state"),
    SITE_UP("citrix_site_up", "Whether the last cycle signed in and got a response of the API (1) or not (0).", "site"),
    SITE_INFO(
            "citrix_site_info",
            "Id and name of the site at Citrix, customer and polling strategy; always 1. Absent until the first login.",
            "site, site_id, site_name, customer_id, strategy"),
    SITE_CONTROLLER_INFO("citrix_site_controller_info", "The controller in use; always 1.", "site, controller"),
    SITE_CERTIFICATE_EXPIRY(
            "citrix_site_certificate_expiry_timestamp_seconds",
            "When the certificate of a server of the site expires, in Unix time. Absent without TLS.",
            "site, server"),
    INVENTORY_LAST_SUCCESS(
            "citrix_exporter_inventory_last_success_timestamp_seconds",
            "When the inventory was last read, in Unix time; 0 before the first time. Absent where it is off.",
            "site"),
    INVENTORY_FAILURES(
            "citrix_exporter_inventory_failures_total",
            Type.COUNTER,
            "Failed reads of the inventory by reason.",
            "site, reason"),
    UNRESOLVED_MACHINES(
            "citrix_exporter_unresolved_machines",
            "Configured machine names that match no machine or more than one.",
            "site"),
    CONFIG_LAST_RELOAD_SUCCESSFUL(
            "citrix_exporter_config_last_reload_successful",
            "Whether the last reload of the machines file succeeded (1) or not (0). Absent without one.",
            "site"),
    CONFIG_LAST_RELOAD_SUCCESS(
            "citrix_exporter_config_last_reload_success_timestamp_seconds",
            "When the machines file was last reloaded successfully, in Unix time. Absent without one.",
            "site"),
    CYCLE_DURATION(
            "citrix_exporter_cycle_duration_seconds",
            Type.HISTOGRAM,
            "Duration of the poll cycles of the site.",
            "site"),
    LAST_CYCLE(
            "citrix_exporter_last_cycle_timestamp_seconds",
            "When the last cycle of the site ended, in Unix time; 0 before the first.",
            "site"),
    CYCLES_SKIPPED(
            "citrix_exporter_cycles_skipped_total",
            Type.COUNTER,
            "Cycles that were skipped because the previous one was still running.",
            "site"),
    POLL_FAILURES(
            "citrix_exporter_poll_failures_total", Type.COUNTER, "Failed polls of machines by reason.", "site, reason"),
    POLLS("citrix_exporter_polls_total", Type.COUNTER, "Polls of machines, failed ones included.", "site"),
    API_REQUEST_DURATION(
            "citrix_exporter_api_request_duration_seconds",
            Type.HISTOGRAM,
            "Duration of API requests by endpoint and outcome: a status class, or a failure reason.",
            "site, endpoint, outcome"),
    CONCURRENCY_LIMIT(
            "citrix_exporter_concurrency_limit",
            "Maximum number of requests in flight to the site; reduced by 429, or by 503 from most machines, increased by healthy responses.",
            "site"),
    THROTTLED(
            "citrix_exporter_throttled_seconds_total",
            Type.COUNTER,
            "Seconds during which no request to the site was started because of 429 or 503.",
            "site"),
    TOKEN_EXPIRY(
            "citrix_exporter_token_expiry_timestamp_seconds",
            "When the token in use expires, in Unix time; 0 while unknown.",
            "site"),
    UNRECOGNIZED_VALUES(
            "citrix_exporter_unrecognized_values_total",
            Type.COUNTER,
            "Unknown values in API responses by field: absent, null, a placeholder, an undocumented value or type, or a duplicate field.",
            "site, field"),
    BUILD_INFO("citrix_exporter_build_info", "Version of the exporter; always 1.", "version, revision, java_version");

    /** The type of a metric in the exposition. */
    public enum Type {
        GAUGE,
        COUNTER,
        HISTOGRAM;

        /** The word in the TYPE line. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String metric;
    private final Type type;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> labels;

    MetricCatalog(String metric, String help, String labels) {
        this(metric, Type.GAUGE, help, labels);
    }

    /** @param labels the names of the labels in the order of the exposition, separated by a comma and a space */
    MetricCatalog(String metric, Type type, String help, String labels) {
        this.metric = metric;
        this.type = type;
        this.help = help;
        this.labels = List.of(labels.split(", ", -1));
    }

    public String metric() {
        return metric;
    }

    public Type type() {
        return type;
    }

    public String help() {
        return help;
    }

    /** The names of its labels, in the order of the exposition. */
    public List<String> labels() {
        return labels;
    }
}
