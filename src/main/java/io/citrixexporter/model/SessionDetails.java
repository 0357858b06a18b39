package io.citrixexporter.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a session that older servers do not have, or do not send when they reject the list of fields. Null where the
 * server does not say.
 *
 * @param type text of {@code SessionType}
 * @param logonInProgress {@code LogonInProgress}
 * @param logoffInProgress {@code LogoffInProgress}
 * @param start text of {@code FormattedStartTime} (RFC 3339)
 * @param stateChange text of {@code FormattedStateChangeTime} (RFC 3339)
 * @param appStateChange text of {@code FormattedAppStateLastChangeTime} (RFC 3339)
 * @param establishmentMillis {@code EstablishmentDurationMilliseconds}
 * @param applications names of the published applications in {@code ApplicationsInUse}
 */
public record SessionDetails(
        @Nullable String type,
        @Nullable Boolean logonInProgress,
        @Nullable Boolean logoffInProgress,
        @Nullable String start,
        @Nullable String stateChange,
        @Nullable String appStateChange,
        @Nullable Integer establishmentMillis,
        List<String> applications) {

    /** Of a session of which the server says nothing. */
    public static final SessionDetails NONE = new SessionDetails(null, null, null, null, null, null, null, List.of());
}
