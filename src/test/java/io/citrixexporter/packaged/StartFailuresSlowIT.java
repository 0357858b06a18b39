package io.citrixexporter.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that fails is explained, whether it fails before there is a log, while Quarkus starts, or after that. */
class StartFailuresSlowIT {
    @TempDir
    Path directory;

    @Test
    void explainsAFileThatQuarkusCannotRead() throws Exception {
        Path file = Files.createDirectory(directory.resolve("config")).resolve("application.properties");
        Files.writeString(file, "citrix.sites.prod.auth.client-id=CORP\\user-citrix\n");

        assertThat(logOfFailedStart("citrix: {}\n"))
                .isEqualTo(file.toRealPath()
                        + ", line 1: a backslash before u begins a character code; double the backslash\n");
    }

    @Test
    void explainsALocationThatQuarkusCannotRead() throws Exception {
        assertThat(logOfFailedStart("citrix: {}\n", "-Dquarkus.config.locations=http://127.0.0.1:1/citrix.yaml"))
                .startsWith("Failed to load resource http://127.0.0.1:1/citrix.yaml: Connection refused")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    void explainsAValueThatQuarkusRefuses() throws Exception {
        assertThat(logOfFailedStart("citrix: {}\n", "-Dquarkus.log.level=LOUD"))
                .startsWith("The configuration has a problem:\n  The config property quarkus.log.level with the config"
                        + " value \"LOUD\" cannot be used: Unknown level \"LOUD\"\n")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    void reportsEveryErrorOfTheConfigurationAtOnce() throws Exception {
        assertThat(logOfFailedStart("""
                citrix:
                  poll: {interval: 1s, concurrency: many, spreads: true}
                  sites:
                    prod:
                      url: https://ddc1.corp.example/cvad
                      machines: CTX-01
                      auth: {kind: on-premises, client-id: 'CORP\\reader', client-secret: "hunter2\\nhunter2"}
                """)).startsWith("""
                        The configuration has 5 problems:
                          citrix.poll.concurrency = "many": write a whole number
                          citrix.poll.interval = "1s": must be at least 5s
                          citrix.poll.spreads: no such key; did you mean citrix.poll.spread?
                          citrix.sites.prod.auth.client-secret: must be on one line, without control characters or invisible ones
                          citrix.sites.prod.url = "https://ddc1.corp.example/cvad": must not have a path; put the path into base-path
                        The configuration was read from config/application.yaml in\
                        """).doesNotContain("hunter2", "Exception", "\tat ");
    }

    @Test
    void explainsAKeyStoreThatCannotBeRead() throws Exception {
        assertThat(logOfFailedStart(
                        "citrix: {demo: {enabled: true}}\n",
                        "-Dquarkus.http.tls-configuration-name=web",
                        "-Dquarkus.tls.web.key-store.p12.path=nowhere.p12",
                        "-Dquarkus.tls.web.key-store.p12.password=hunter2"))
                .contains("quarkus.tls: ", "nowhere.p12", "the file must exist")
                .doesNotContain("hunter2", "Exception", "\tat ");
    }

    @Test
    void explainsAHostNameThatIsNotKnown() throws Exception {
        assertThat(logOfFailedStart("citrix: {demo: {enabled: true}}\n", "-Dquarkus.http.host=nowhere.invalid"))
                .contains("quarkus.http: ", "nowhere.invalid", "fix quarkus.http.host")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    void explainsAnAddressOnWhichNobodyCanListen() throws Exception {
        assertThat(logOfFailedStart("citrix: {demo: {enabled: true}}\n", "-Dquarkus.http.port=99999"))
                .contains("quarkus.http: port must be <= 65535; fix quarkus.http.host, quarkus.http.port")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    void refusesKeysThatAreFixedWhenTheProgramIsBuilt() throws Exception {
        assertThat(logOfFailedStart("""
                citrix: {demo: {enabled: true}}
                quarkus:
                  http:
                    root-path: /hunter2
                    auth:
                      basic: true
                """)).contains("""
                        The configuration has keys that have no effect, since they are fixed when the exporter is built:
                          quarkus.http.auth.basic
                          quarkus.http.root-path
                        Remove them, or build the exporter with them.
                        """).doesNotContain("hunter2", "Exception", "\tat ");
    }

    @Test
    void refusesUnknownKeysThatAreMeantToProtectIt() throws Exception {
        assertThat(logOfFailedStart("""
                citrix: {demo: {enabled: true}}
                quarkus:
                  security:
                    nosuch: true
                  nosuch: true
                """))
                .contains("""
                        Keys that are meant to protect the exporter would have no effect:
                          quarkus.security.nosuch
                        Fix their names, or remove them.
                        """)
                .contains("Unrecognized configuration key \"quarkus.nosuch\" was provided")
                .doesNotContain("\tat ");
    }

    private String logOfFailedStart(String yaml, String... options) throws Exception {
        Map<String, String> demo = Map.of("CITRIX_DEMO_PORT", Integer.toString(RunningExporter.freePort()));
        try (RunningExporter exporter = RunningExporter.start(directory, yaml, demo, options)) {
            assertThat(exporter.exitStatus()).isEqualTo(1);
            return exporter.log();
        }
    }
}
