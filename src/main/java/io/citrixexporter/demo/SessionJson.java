package io.citrixexporter.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.UUID;

/**
 * A session in the API: Citrix' {@code SessionResponseModel}. Users and addresses are made up, and there so that the
 * traffic shows whether a client asks for more than it needs.
 */
final class SessionJson {
    private static final int LOGON_MILLIS_PER_MINUTE = 6_000;
    private static final int MAX_SLOTS = 4_000;

    private final DemoSession session;
    private final DemoClock clock;
    private final double time;
    private final UserSlot slot;
    private final int uid;

    /** @param time the simulated time of the response */
    SessionJson(DemoSession session, DemoClock clock, double time) {
        this.session = session;
        this.clock = clock;
        this.time = time;
        slot = session.slot();
        uid = slot.machine().index() * MAX_SLOTS + slot.number();
    }

    void write(JsonGenerator json, FieldSelection fields) throws IOException {
        ItemWriter item = new ItemWriter(json, fields);
        json.writeStartObject();
        item.value("Id", session.id().toString());
        item.value("Uid", uid);
        item.value("State", session.state(time).value());
        item.value("SessionType", slot.application() ? "Application" : "Desktop");
        item.value("AppState", session.appState(time).value());
        times(item);
        item.value("LogonInProgress", session.isLoggingOn(time));
        item.value("LogoffInProgress", session.isLoggingOff(time));
        item.value("IsHidden", false);
        item.value("IsAnonymousUser", false);
        item.json("ApplicationsInUse", this::applications);
        item.json("Connection", this::connection);
        item.json("Client", this::client);
        item.json("Brokering", this::brokering);
        item.object("Machine", machine -> MachineJson.identity(slot.machine(), machine));
        item.json("User", this::user);
        item.value("UntrustedUserName", "DEMO\\" + slot.userName());
        item.json("ContainerScopes", () -> "[]");
        json.writeEndObject();
    }

    private void times(ItemWriter item) throws IOException {
        boolean established = !session.isLoggingOn(time);
        item.time("StartTime", clock.instant(session.start()));
        item.time("StateChangeTime", clock.instant(session.state(time).time()));
        item.time("AppStateLastChangeTime", clock.instant(session.appState(time).time()));
        item.time("EstablishmentTime", established ? clock.instant(session.established()) : null);
        item.value("EstablishmentDurationMilliseconds", established ? logonMillis() : null);
    }

    private int logonMillis() {
        return (int) (session.logonMinutes() * LOGON_MILLIS_PER_MINUTE);
    }

    private String applications() {
        if (!session.hasApplications(time)) {
            return "[]";
        }
        String name = uid % 2 == 0 ? "Outlook" : "Excel";
        UUID id = SeededRandom.guid(name);
        return """
                [{"Id": "%s", "Uid": null, "Name": "%s"}]""".formatted(id, name);
    }

    private String connection() {
        return """
                {"ConnectionMode": "Brokered", "Protocol": "%s", \
                "ConnectedViaHostName": null, "ConnectedViaIP": "192.0.2.%d", \
                "LaunchedViaHostName": null, "LaunchedViaIP": "192.0.2.251", "LaunchedViaPublishedName": "%s", \
                "SecureIcaActive": true, "SmartAccessTags": []}""".formatted(slot.protocol(), uid % 250, slot.machine().group().title());
    }

    private String client() {
        return """
                {"DeviceId": "PC%1$d", "HardwareId": "PC%1$d", "IPAddress": "198.51.100.%2$d", "Name": "PC%1$d", \
                "Platform": "Windows", "ProductId": 1, "ReceiverIPAddress": null, "ReceiverName": null, \
                "Version": "24.2.0.187"}""".formatted(uid, uid % 250);
    }

    private String brokering() {
        return """
                {"AutonomouslyBrokered": false, "DurationMilliseconds": %d, "Time": null, "FormattedTime": "%s", \
                "UserName": "DEMO\\\\%s", "UserSid": "%s"}""".formatted(
                logonMillis() / 20, ItemWriter.rfc3339(clock.instant(session.start())), slot.userName(), userSid());
    }

    private String user() {
        return """
                {"DisplayName": "Demo User %1$d", "SamName": "DEMO\\\\%2$s", "PrincipalName": "%2$s@demo.example", \
                "Sid": "%3$s"}""".formatted(uid, slot.userName(), userSid());
    }

    private String userSid() {
        return "S-1-5-21-1085031214-1563985344-725345543-" + (200_000 + uid);
    }
}
