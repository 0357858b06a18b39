package io.citrixexporter.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A field of a session, of a machine or of a list, as Citrix names it.
 *
 * <p>Nearly every field may be null or absent (citrix-daas-rest-go, SessionResponseModel and MachineResponseModel). For those that
 * are {@link #optional()} that is a value: a machine without a delivery group, a load index that single-session machines do
 * not have. For the others the value is then unknown.
 */
public enum ResponseField {
    /** The id of a session or machine. */
    ID("Id"),
    STATE("State"),
    APP_STATE("AppState"),
    CONNECTION("Connection"),
    PROTOCOL("Protocol"),
    SESSION_TYPE("SessionType", true),
    LOGON_IN_PROGRESS("LogonInProgress", true),
    LOGOFF_IN_PROGRESS("LogoffInProgress", true),
    START_TIME("FormattedStartTime", true),
    STATE_CHANGE_TIME("FormattedStateChangeTime", true),
    APP_STATE_CHANGE_TIME("FormattedAppStateLastChangeTime", true),
    ESTABLISHMENT_DURATION("EstablishmentDurationMilliseconds", true),
    APPLICATIONS("ApplicationsInUse", true),
    /** The machine of a session in the list of the site. */
    MACHINE("Machine"),
    NAME("Name"),
    DNS_NAME("DnsName", true),
    SID("Sid", true),
    DELIVERY_GROUP("DeliveryGroup", true),
    MACHINE_CATALOG("MachineCatalog", true),
    ZONE("Zone", true),
    TAGS("Tags", true),
    OS_TYPE("OSType", true),
    AGENT_VERSION("AgentVersion", true),
    SESSION_SUPPORT("SessionSupport"),
    SESSION_COUNT("SessionCount"),
    LOAD_INDEX("LoadIndex", true),
    IN_MAINTENANCE_MODE("InMaintenanceMode"),
    REGISTRATION_STATE("RegistrationState"),
    POWER_STATE("PowerState"),
    FAULT_STATE("FaultState"),
    CONTINUATION_TOKEN("ContinuationToken", true);

    private static final Map<String, ResponseField> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ResponseField::text, Function.identity()));

    private final String text;
    private final boolean optional;

    ResponseField(String text) {
        this(text, false);
    }

    ResponseField(String text, boolean optional) {
        this.text = text;
        this.optional = optional;
    }

    /** The field with this name, if the exporter reads it. */
    public static Optional<ResponseField> named(String text) {
        return Optional.ofNullable(BY_TEXT.get(text));
    }

    /** Citrix's name, which is also the value of the label. */
    public String text() {
        return text;
    }

    /** Whether null, empty or absent means that there is none. */
    public boolean optional() {
        return optional;
    }
}
