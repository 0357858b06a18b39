package io.citrixexporter.bench;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The responses of the site as text. Fields and sizes of sessions follow Citrix' {@code SessionResponseModel}:
 * about 2 kB with all fields, with made-up users and addresses.
 */
final class SiteText {
    static final String CUSTOMER = "benchcustomer";

    private static final String ID_PREFIX = "f6239587-0000-43f4-8ae5-";
    private static final String SITE_ID = "5d1f3c7e-0d3a-4c1e-9d6e-be4c00000001";

    private final int machines;
    private final int sessions;

    SiteText(SiteSettings settings) {
        this.machines = settings.machines();
        this.sessions = settings.sessions();
    }

    static String machineId(int machine) {
        return ID_PREFIX + twelve(machine);
    }

    /** The number of the machine with an id; -1 if there is none. */
    static int machineOf(String id) {
        return id.matches(ID_PREFIX + "[0-9]{12}") ? Integer.parseInt(id.substring(ID_PREFIX.length())) : -1;
    }

    String token() {
        return "{\"token_type\":\"bearer\",\"access_token\":\"%s\",\"expires_in\":\"3600\"}"
                .formatted("bench-token-".repeat(60));
    }

    String me() {
        return """
                {"UserId":"bench","DisplayName":"Bench","ExpiryTime":"5:19:11 AM","Customers":[{"Id":"%s","Name":null,\
                "Sites":[{"Id":"%s","Name":"bench"}]}]}""".formatted(CUSTOMER, SITE_ID);
    }

    /** The sessions of a machine; null if there is no such machine. */
    String sessionsOf(int machine, Fields fields) {
        return machine < 0 || machine >= machines
                ? null
                : list(
                        IntStream.range(0, sessions)
                                .mapToObj(session -> session(machine, session, fields))
                                .collect(Collectors.joining(",")),
                        null);
    }

    /** A page of all sessions. */
    String sessions(int first, int limit, Fields fields) {
        int all = machines * sessions;
        int end = Math.min(all, first + limit);
        return list(
                IntStream.range(first, end)
                        .mapToObj(i -> session(i / sessions, i % sessions, fields))
                        .collect(Collectors.joining(",")),
                end < all ? Integer.toString(end) : null);
    }

    /** A page of all machines. */
    String machines(int first, int limit) {
        int end = Math.min(machines, first + limit);
        return list(
                IntStream.range(first, end).mapToObj(this::machine).collect(Collectors.joining(",")),
                end < machines ? Integer.toString(end) : null);
    }

    private static String list(String items, String continuationToken) {
        String token = continuationToken == null ? "null" : '"' + continuationToken + '"';
        return "{\"Items\":[" + items + "],\"ContinuationToken\":" + token + "}";
    }

    private String machine(int machine) {
        return "{" + identity(machine) + """
                ,"RegistrationState":"Registered","PowerState":"On","FaultState":"None","InMaintenanceMode":false,\
                "SessionCount":%d,"SessionSupport":"MultiSession","LoadIndex":%d,"OSType":"Windows 2022",\
                "AgentVersion":"2402.0.100.629","Tags":["bench"]}""".formatted(sessions, machine % 10_000);
    }

    private static String identity(int machine) {
        String name = name(machine);
        int group = machine % 20;
        return """
                "Id":"%1$s","Name":"BENCH\\\\%2$s","DnsName":"%3$s.bench.example",\
                "Sid":"S-1-5-21-1085031214-1563985344-725345543-%4$d",\
                "DeliveryGroup":{"Id":"aa000000-0000-4000-8000-%5$s","Name":"Delivery Group %6$d"},\
                "MachineCatalog":{"Id":"bb000000-0000-4000-8000-%5$s","Name":"Catalog %6$d"},\
                "Zone":{"Id":"cc000000-0000-4000-8000-%5$s","Name":"Primary"}""".formatted(
                machineId(machine), name, name.toLowerCase(Locale.ROOT), 100_000 + machine, twelve(group), group);
    }

    private String session(int machine, int session, Fields fields) {
        int number = machine * sessions + session;
        SessionKind kind = SessionKind.of(machine, session);
        String person = "user" + number;
        Item item = new Item(fields);
        item.text("Id", sessionId(number));
        item.raw("Uid", Integer.toString(number));
        item.raw("ApplicationsInUse", "[]");
        item.text("AppState", kind.appState());
        item.text("AppStateLastChangeTime", "11/23/2026 7:25:34 AM");
        item.text("FormattedAppStateLastChangeTime", "2026-11-23T07:25:34Z");
        item.raw("Brokering", """
                {"AutonomouslyBrokered":false,"DurationMilliseconds":1250,"Time":"11/23/2026 7:20:01 AM",\
                "FormattedTime":"2026-11-23T07:20:01Z","UserName":"BENCH\\\\%s",\
                "UserSid":"S-1-5-21-1085031214-1563985344-725345543-%d"}""".formatted(person, 200_000 + number));
        item.raw("Client", """
                {"DeviceId":"PC%1$d","HardwareId":"%2$s","IPAddress":"198.51.100.%3$d","Name":"PC%1$d",\
                "Platform":"Windows","ProductId":1,"ReceiverIPAddress":null,"ReceiverName":null,\
                "Version":"24.2.0.187"}""".formatted(number, twelve(number), address(number)));
        item.raw("Connection", """
                {"ConnectedViaHostName":null,"ConnectedViaIP":"192.0.2.%d","ConnectionMode":"Brokered",\
                "LaunchedViaHostName":null,"LaunchedViaIP":"192.0.2.251",\
                "LaunchedViaPublishedName":"Delivery Group %d","Protocol":"%s","SecureIcaActive":true,\
                "SmartAccessTags":[]}""".formatted(address(number), machine % 20, kind.protocol()));
        item.raw("ContainerScopes", "[]");
        item.raw("EstablishmentDurationMilliseconds", "21350");
        item.text("EstablishmentTime", "11/23/2026 7:20:22 AM");
        item.text("FormattedEstablishmentTime", "2026-11-23T07:20:22Z");
        item.raw("IsAnonymousUser", "false");
        item.raw("IsHidden", "false");
        item.raw("LogoffInProgress", "false");
        item.raw("LogonInProgress", "false");
        item.raw("Machine", "{" + identity(machine) + "}");
        item.text("SessionType", "Desktop");
        item.text("StartTime", "11/23/2026 7:20:01 AM");
        item.text("FormattedStartTime", "2026-11-23T07:20:01Z");
        item.text("State", kind.state());
        item.text("StateChangeTime", "11/23/2026 7:25:34 AM");
        item.text("FormattedStateChangeTime", "2026-11-23T07:25:34Z");
        item.text("UntrustedUserName", "BENCH\\\\" + person);
        item.raw("User", """
                {"DisplayName":"Bench User %2$d","SamName":"BENCH\\\\%1$s","PrincipalName":"%1$s@bench.example",\
                "Sid":"S-1-5-21-1085031214-1563985344-725345543-%3$d"}""".formatted(person, number, 200_000 + number));
        return item.end();
    }

    /** Random digits, so that it cannot be compressed. */
    private static String sessionId(int number) {
        SplittableRandom random = new SplittableRandom(number);
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** The last number of an IP address. */
    private static int address(int number) {
        return Math.floorMod(number * 31, 250);
    }

    private static String name(int machine) {
        return String.format(Locale.ROOT, "CTX-%05d", machine);
    }

    /** A number as the last part of an id: decimal digits are valid hexadecimal digits. */
    private static String twelve(int number) {
        return String.format(Locale.ROOT, "%012d", number);
    }

    /** A JSON object under construction: only the requested fields. */
    private static final class Item {
        private final Fields fields;
        private final StringBuilder json = new StringBuilder("{");

        Item(Fields fields) {
            this.fields = fields;
        }

        void text(String name, String value) {
            raw(name, '"' + value + '"');
        }

        void raw(String name, String value) {
            if (fields.has(name)) {
                json.append(json.length() == 1 ? "" : ",")
                        .append('"')
                        .append(name)
                        .append("\":")
                        .append(value);
            }
        }

        String end() {
            return json.append('}').toString();
        }
    }
}
