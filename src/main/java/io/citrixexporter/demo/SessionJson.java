package io.citrixexporter.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as the API shows it: Citrix' {@code SessionResponseModel}, with made-up people and addresses, so that a
 * client shows in its traffic whether it asks for more than it needs.
 */
final class SessionJson {
    private static final Fields ALL = Fields.of(null);

    private SessionJson() {}

    static void write(DemoSession session, JsonGenerator json, Fields fields) throws IOException {
        ItemWriter item = new ItemWriter(json, fields);
        json.writeStartObject();
        item.text("Id", session.id().toString());
        item.number("Uid", number(session));
        state(session, item);
        times(session, item);
        item.flag("LogonInProgress", session.phase().logonInProgress());
        item.flag("LogoffInProgress", session.phase().logoffInProgress());
        item.flag("IsHidden", false);
        item.flag("IsAnonymousUser", false);
        item.array("ApplicationsInUse", applications -> applications(session, applications));
        item.object("Connection", connection -> connection(session, connection));
        item.object("Client", client -> client(session, client));
        item.object("Brokering", brokering -> brokering(session, brokering));
        item.object("Machine", machine -> MachineJson.identity(session.seat().machine(), new ItemWriter(machine, ALL)));
        item.object("User", user -> user(session, user));
        item.text("UntrustedUserName", session.seat().userName());
        item.array("ContainerScopes", scopes -> {});
        json.writeEndObject();
    }

    private static void state(DemoSession session, ItemWriter item) throws IOException {
        item.text("State", session.phase().state());
        item.text("SessionType", session.seat().application() ? "Application" : "Desktop");
        item.text("AppState", session.phase().appState());
    }

    private static void times(DemoSession session, ItemWriter item) throws IOException {
        item.time("StartTime", session.start());
        item.time("StateChangeTime", session.stateSince());
        item.time("AppStateLastChangeTime", session.appStateSince());
        item.time("EstablishmentTime", established(session));
        if (established(session) == null) {
            item.nothing("EstablishmentDurationMilliseconds");
        } else {
            item.number("EstablishmentDurationMilliseconds", session.logonMillis());
        }
    }

    private static @Nullable Instant established(DemoSession session) {
        return session.phase().logonInProgress() ? null : session.logonEnd();
    }

    private static void applications(DemoSession session, JsonGenerator json) throws IOException {
        if (session.phase() != Phase.APPLICATIONS && session.phase() != Phase.APPLICATIONS_AWAY) {
            return;
        }
        String name = number(session) % 2 == 0 ? "Outlook" : "Excel";
        json.writeStartObject();
        json.writeStringField("Id", DemoMachine.guid(name).toString());
        json.writeNullField("Uid");
        json.writeStringField("Name", name);
        json.writeEndObject();
    }

    private static void connection(DemoSession session, JsonGenerator json) throws IOException {
        json.writeStringField("ConnectionMode", "Brokered");
        json.writeStringField("Protocol", session.seat().protocol());
        json.writeNullField("ConnectedViaHostName");
        json.writeStringField("ConnectedViaIP", "192.0.2." + number(session) % 250);
        json.writeNullField("LaunchedViaHostName");
        json.writeStringField("LaunchedViaIP", "192.0.2.251");
        json.writeStringField(
                "LaunchedViaPublishedName", session.seat().machine().group().title());
        json.writeBooleanField("SecureIcaActive", true);
        json.writeArrayFieldStart("SmartAccessTags");
        json.writeEndArray();
    }

    private static void client(DemoSession session, JsonGenerator json) throws IOException {
        String name = "PC" + number(session);
        json.writeStringField("DeviceId", name);
        json.writeStringField("HardwareId", name);
        json.writeStringField("IPAddress", "198.51.100." + number(session) % 250);
        json.writeStringField("Name", name);
        json.writeStringField("Platform", "Windows");
        json.writeNumberField("ProductId", 1);
        json.writeNullField("ReceiverIPAddress");
        json.writeNullField("ReceiverName");
        json.writeStringField("Version", "24.2.0.187");
    }

    private static void brokering(DemoSession session, JsonGenerator json) throws IOException {
        json.writeBooleanField("AutonomouslyBrokered", false);
        json.writeNumberField("DurationMilliseconds", session.logonMillis() / 20);
        json.writeNullField("Time");
        json.writeStringField("FormattedTime", ItemWriter.rfc3339(session.start()));
        json.writeStringField("UserName", session.seat().userName());
        json.writeStringField("UserSid", userSid(session));
    }

    private static void user(DemoSession session, JsonGenerator json) throws IOException {
        String name = session.seat().userName();
        json.writeStringField("DisplayName", "Demo User " + number(session));
        json.writeStringField("SamName", name);
        json.writeStringField("PrincipalName", name.substring(name.indexOf('\\') + 1) + "@demo.example");
        json.writeStringField("Sid", userSid(session));
    }

    private static String userSid(DemoSession session) {
        return "S-1-5-21-1085031214-1563985344-725345543-" + (200_000 + number(session));
    }

    /** A number that no other session of the moment has, as long as a machine has no more than 4,000 seats. */
    private static int number(DemoSession session) {
        return session.seat().machine().index() * 4000 + session.seat().number();
    }
}
