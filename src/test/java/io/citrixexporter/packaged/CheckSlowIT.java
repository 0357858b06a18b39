package io.citrixexporter.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citrixexporter.RawSite;
import io.citrixexporter.TestPki;
import io.citrixexporter.TestProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line of the packaged program, and its command {@code check} on sites of every kind. */
class CheckSlowIT {
    private static final String BASE = "/cvad/manage";
    private static final String SECRET = "hunter2";
    private static final String USER = "svc-reader";
    private static final RawSite.RawResponse FORBIDDEN =
            RawSite.status("403 Forbidden", "Content-Type: application/json", "{}".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path directory;

    private final List<RawSite> sites = new ArrayList<>();

    @AfterEach
    void stop() {
        sites.forEach(RawSite::stop);
    }

    private record Ended(int status, String out, String err) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --version    | 0 | citrix-session-exporter 0.1.0, Java
            --help       | 0 | Usage: citrix-session-exporter [-hV] [COMMAND]
            check --help | 0 | Usage: citrix-session-exporter check
            """)
    void showsHelpWithoutAConfiguration(String arguments, int status, String text) throws Exception {
        Ended ended = run("", arguments.split(" "));

        assertThat(ended.status()).isEqualTo(status);
        assertThat(ended.out()).startsWith(text);
        assertThat(ended.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --chek              | Unknown option: '--chek'; see --help
            start               | Unmatched argument at index 0: 'start'; see --help
            -Dquarkus.x=1       | Unknown option: '-Dquarkus.x=1'; see --help
            check --output=xml  | Invalid value for option '--output': expected one of [text, json] (case-sensitive) but was 'xml'; see --help
            check --site        | Missing required parameter for option '--site' (NAME); see --help
            """)
    void rejectsUnknownArguments(String arguments, String message) throws Exception {
        assertThat(run("", arguments.split(" "))).isEqualTo(new Ended(2, "", message + "\n"));
    }

    @Test
    void reportsErrorsOfTheConfigurationAsAtStart() throws Exception {
        Ended ended = run("citrix: {poll: {interval: 1s}, demo: {enabled: true}}\n", "check");

        assertThat(ended.status()).isOne();
        assertThat(ended.err())
                .startsWith("The configuration has a problem:\n  citrix.poll.interval = \"1s\": must be at least 5s\n")
                .doesNotContain("\tat ");
        assertThat(ended.out()).isEmpty();
    }

    /** Whose port is in use: the exporter may be running. */
    @Test
    void checksTheDemoWhileThePortIsInUse() throws Exception {
        try (ServerSocket used = new ServerSocket(0)) {
            Ended ended = run(
                    "citrix: {demo: {enabled: true, port: %d}}\nquarkus: {http: {port: %d}}\n"
                            .formatted(RunningExporter.freePort(), used.getLocalPort()),
                    "check");

            assertThat(ended.err()).isEmpty();
            assertThat(ended.status()).isZero();
            assertThat(ended.out())
                    .startsWith("Site demo, strategy per-machine\n")
                    .containsPattern("  ok +\\d+ ms  sign in at 127.0.0.1:\\d+ +site \"demo\", site id ")
                    .containsPattern("  ok +\\d+ ms  inventory +40 machines in 4 delivery groups")
                    .containsPattern("  ok +\\d+ ms  poll CTX-\\d+ of Office Apps +\\d+ sessions")
                    .containsPattern("machines: 40, calls per cycle: 40, expected time: [.\\d]+ s of 60 s, ")
                    // Four machines are polled; their series are scaled to forty.
                    .containsPattern("expected series: (?:[5-9]\\d\\d|1\\d\\d\\d)\n")
                    .endsWith("Result: ok (8 steps, 0 failed, 0 warning)\n");
        }
    }

    @Test
    void reportsTlsCertificateAndProxy() throws Exception {
        RawSite site = tlsSite();
        try (TestProxy proxy = new TestProxy("svc:" + SECRET)) {
            Ended ended = run(
                    Map.of("HTTPS_PROXY", "http://svc:" + SECRET + "@localhost:" + proxy.port()),
                    yaml("https://" + TestPki.HOST + ":" + site.port(), "CORP\\CTX-01"),
                    "check",
                    "--output",
                    "json");

            assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
            JsonNode report = new ObjectMapper().readTree(ended.out());
            assertThat(report.at("/ok").asBoolean()).isTrue();
            assertThat(report.at("/sites/0/connections/0/tls").asText()).isEqualTo("TLSv1.2");
            assertThat(report.at("/sites/0/connections/0/certificateExpiry").asText())
                    .startsWith("20");
            assertThat(report.at("/sites/0/connections/0/proxy").asText()).isEqualTo("localhost:" + proxy.port());
            assertThat(report.at("/sites/0/cycle/calls").asInt()).isOne();
            assertThat(ended.out() + ended.err()).doesNotContain(SECRET, USER);
        }
    }

    @Test
    void showsNoConnectionThatFailed() throws Exception {
        try (TestProxy proxy = new TestProxy("svc:" + SECRET)) {
            Ended ended = run(
                    Map.of("HTTPS_PROXY", "http://svc:" + SECRET + "@localhost:" + proxy.port()),
                    yaml("https://" + TestPki.HOST + ":" + tlsSite().port(), "CORP\\CTX-01")
                            .replace("      tls-configuration-name: corp\n", ""),
                    "check");

            assertThat(ended.status()).isOne();
            assertThat(ended.out())
                    .containsPattern("failed +\\d+ ms  sign in at .*tls: the certificate of the server is self-signed")
                    .contains("through the proxy localhost:" + proxy.port())
                    .doesNotContain("connection to");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void showsWhatTheLogWarnsOfAtStart(String format) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), SECRET);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        String config = yaml(url(plainSite()), "CORP\\CTX-01")
                .replace("client-secret: " + SECRET, "client-secret-file: " + secret);

        Ended ended = run(
                Map.of("CITRIX_POLL_INTERVALL", "1m"),
                config.replace("quarkus:\n", "quarkus:\n  htpp:\n    port: 1\n"),
                "check",
                "--output",
                format);

        assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        List<String> warnings = format.equals("json")
                ? new ObjectMapper().readTree(ended.out()).at("/configuration").findValuesAsText("detail")
                : ended.out()
                        .lines()
                        .filter(line -> line.startsWith("  warning            configuration  "))
                        .map(line -> line.substring(36))
                        .toList();
        assertThat(warnings)
                .contains(
                        "citrix.sites.prod.auth.client-secret-file: other users can read " + secret
                                + "; restrict it with chmod 600",
                        "ignored environment variables: CITRIX_POLL_INTERVALL (did you mean CITRIX_POLL_INTERVAL?)")
                .anyMatch(warning -> warning.contains("\"quarkus.htpp.port\""));
        assertThat(ended.out()).doesNotContain(SECRET, USER);
    }

    @Test
    void suggestsNamesForThoseThatAreNotFound() throws Exception {
        RawSite site = plainSite();

        Ended ended = run(yaml(url(site), "CORP\\CTX-01,CORP\\CTX-O2,CTX-03,NOWHERE-99"), "check");

        assertThat(ended.status()).isOne();
        assertThat(ended.out())
                .containsPattern(
                        "failed +machine CORP\\\\CTX-O2 +not found in the inventory, or outside the scope of the"
                                + " account; did you mean CORP\\\\CTX-02")
                .containsPattern("failed +machine NOWHERE-99 +not found in the inventory, or outside the scope of the"
                        + " account\n")
                .containsPattern(
                        "failed +machine CTX-03 +matches several machines, CORP\\\\CTX-03 3 and OTHER\\\\CTX-03 4;"
                                + " write the id of one of them")
                .containsPattern("ok +\\d+ ms  poll CTX-01 of Desktops +1 sessions")
                .endsWith("Result: failed (8 steps, 3 failed, 0 warning)\n");
    }

    @Test
    void reportsMissingRights() throws Exception {
        RawSite site = plainSite();
        site.answer(BASE + "/Machines", FORBIDDEN);
        site.answer(BASE + "/Machines/CORP%7CCTX-01/Sessions", FORBIDDEN);

        Ended ended = run(yaml(url(site), "CORP\\CTX-01"), "check", "--site", "prod");

        assertThat(ended.status()).isOne();
        assertThat(ended.out())
                .containsPattern("failed +\\d+ ms  inventory +forbidden: HTTP 403: the account may not read this .*;"
                        + " the account needs the role Read Only Administrator with the scope All")
                .containsPattern("failed +\\d+ ms  poll CTX-01 +forbidden: HTTP 403")
                .doesNotContain("calls per cycle");
    }

    /** A scope hides sessions without an error. */
    @Test
    void warnsOfSessionsThatTheInventoryCountsButTheListLacks() throws Exception {
        RawSite site = plainSite();
        site.answer(BASE + "/Machines/1/Sessions", RawSite.json("{\"Items\":[]}"));
        site.answer(BASE + "/Machines", machines(machine("1", "CORP\\\\CTX-01", "Desktops", 9)));

        Ended ended = run(yaml(url(site), "CORP\\CTX-01"), "check");

        assertThat(ended.status()).isZero();
        assertThat(ended.out())
                .containsPattern("warning +\\d+ ms  poll CTX-01 of Desktops +0 sessions, but the inventory counts 9; a"
                        + " scope smaller than All hides sessions without an error");
    }

    @Test
    void triesNoOtherControllerAfterRejectedCredentials() throws Exception {
        RawSite first = plainSite();
        RawSite second = plainSite();
        first.answer(
                BASE + "/tokens",
                RawSite.status(
                        "401 Unauthorized", "Content-Type: application/json", "{}".getBytes(StandardCharsets.UTF_8)));

        Ended ended = run(yaml(url(first) + "," + url(second), "CORP\\CTX-01"), "check");

        assertThat(ended.status()).isOne();
        assertThat(ended.out())
                .containsPattern("failed +\\d+ ms  sign in at localhost:" + first.port()
                        + " +auth: HTTP 401: the token endpoint rejected the credentials")
                .containsPattern("warning +sign in at localhost:" + second.port()
                        + " +not tried, since another rejected login may lock the account");
        assertThat(second.accepted()).isZero();
        assertThat(ended.out() + ended.err()).doesNotContain(SECRET, USER);
    }

    @Test
    void waitsForASiteThatThrottles() throws Exception {
        RawSite site = plainSite();
        AtomicInteger requests = new AtomicInteger();
        RawSite.RawResponse sessions = sessions();
        site.answer(BASE + "/Machines/1/Sessions", (request, client) -> (requests.incrementAndGet() == 1
                        ? RawSite.status("429 Too Many Requests", "Retry-After: 1", new byte[0])
                        : sessions)
                .write(request, client));

        Ended ended = run(yaml(url(site), "CORP\\CTX-01"), "check");

        assertThat(ended.status()).isZero();
        assertThat(ended.out())
                .containsPattern(
                        "warning +1\\d{3,} ms  poll CTX-01 of Desktops +1 sessions; the site throttled the check")
                .endsWith("0 failed, 1 warning)\n");
    }

    @Test
    void readsAllSessionsOfASiteWithThatStrategy() throws Exception {
        RawSite site = plainSite();
        site.answer(BASE + "/Sessions", RawSite.json("{\"Items\":[{\"Id\":\"a\",\"Machine\":{\"Id\":\"1\"}}]}"));

        Ended ended = run(
                yaml(url(site), "CORP\\CTX-01,CORP\\CTX-02").replace("machines:", "strategy: site\n      machines:"),
                "check");

        assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.out())
                .startsWith("Site prod, strategy site\n")
                .containsPattern("ok +\\d+ ms  all sessions of the site +1 sessions\n")
                .containsPattern(
                        "machines: 2, calls per cycle: 1, expected time: [.\\d]+ s of 600 s, expected series: 28\n");
    }

    @Test
    void estimatesNoCycleIfTheSessionsOfTheSiteCannotBeRead() throws Exception {
        RawSite site = plainSite();
        site.answer(BASE + "/Sessions", FORBIDDEN);

        Ended ended =
                run(yaml(url(site), "CORP\\CTX-01").replace("machines:", "strategy: site\n      machines:"), "check");

        assertThat(ended.status()).isOne();
        assertThat(ended.out())
                .containsPattern("failed +\\d+ ms  all sessions of the site +forbidden: HTTP 403")
                .doesNotContain("calls per cycle");
    }

    @Test
    void rejectsTheNameOfAnotherSite() throws Exception {
        Ended ended = run(yaml("http://localhost:9", "CTX-01"), "check", "--site", "nosuch");

        assertThat(ended).isEqualTo(new Ended(2, "", "--site nosuch: no such site; the configuration has prod\n"));
    }

    private RawSite plainSite() {
        return filled(RawSite.on(RawSite.plainSocket()));
    }

    private RawSite tlsSite() throws IOException {
        SSLServerSocket socket = (SSLServerSocket) TestPki.context(TestPki.Entry.SERVER)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        return filled(RawSite.on(socket));
    }

    private RawSite filled(RawSite site) {
        sites.add(site);
        site.answer(BASE + "/tokens", RawSite.json("{\"Token\":\"t\"}"));
        site.answer(
                BASE + "/me",
                RawSite.json(
                        "{\"Customers\":[{\"Id\":\"CitrixOnPremises\",\"Sites\":[{\"Id\":\"s\",\"Name\":\"one\"}]}]}"));
        site.answer(
                BASE + "/Machines",
                machines(
                        machine("1", "CORP\\\\CTX-01", "Desktops", 1),
                        machine("2", "CORP\\\\CTX-02", "Desktops", 0),
                        machine("3", "CORP\\\\CTX-03", "Apps", 0),
                        machine("4", "OTHER\\\\CTX-03", "Apps", 0)));
        site.answer(BASE + "/Machines/1/Sessions", sessions());
        return site;
    }

    private static RawSite.RawResponse machines(String... machines) {
        return RawSite.json("{\"Items\":[" + String.join(",", machines) + "]}");
    }

    private static String machine(String id, String name, String group, int sessions) {
        return "{\"Id\":\"%s\",\"Name\":\"%s\",\"DeliveryGroup\":{\"Name\":\"%s\"},\"SessionCount\":%d}"
                .formatted(id, name, group, sessions);
    }

    private static RawSite.RawResponse sessions() {
        return RawSite.json("{\"Items\":[{\"Id\":\"a\",\"State\":\"Active\",\"AppState\":\"Desktop\","
                + "\"Connection\":{\"Protocol\":\"Hdx\"}}]}");
    }

    private static String url(RawSite site) {
        return "http://localhost:" + site.port();
    }

    private static String yaml(String url, String machines) {
        return """
                quarkus:
                  tls:
                    corp:
                      trust-store:
                        p12:
                          path: %s
                          password: %s
                citrix:
                  poll:
                    interval: 10m
                    request-timeout: 2m
                  sites:
                    prod:
                      url: %s
                      auth:
                        kind: on-premises
                        client-id: CORP\\%s
                        client-secret: %s
                      machines: '%s'
                      tls-configuration-name: corp
                """.formatted(TestPki.trustStore(), TestPki.PASSWORD, url, USER, SECRET, machines);
    }

    private Ended run(String yaml, String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), yaml, arguments);
    }

    private Ended run(Map<String, String> environment, String yaml, String... arguments)
            throws IOException, InterruptedException {
        if (!yaml.isEmpty()) {
            Files.createDirectories(directory.resolve("config"));
            Files.writeString(directory.resolve("config/application.yaml"), yaml);
        }
        List<String> command = RunningExporter.command();
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
