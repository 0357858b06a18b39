package io.citrixexporter.config;

import static io.citrixexporter.config.Configs.environment;
import static io.citrixexporter.config.Configs.properties;
import static io.citrixexporter.config.Configs.read;
import static io.citrixexporter.config.Configs.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.citrixexporter.LogLines;
import io.citrixexporter.config.ExporterConfig.Demo;
import io.citrixexporter.config.ExporterConfig.Site;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
    private static final String ONE_SITE = """
            citrix:
              sites:
                prod:
                  url: https://api.cloud.com
                  customer-id: acme
                  machines: CORP\\CTX-01
                  auth:
                    client-id: reader
                    client-secret: hunter2
            """;

    private static final String WITHOUT_MACHINES = ONE_SITE.replace("      machines: CORP\\CTX-01\n", "");

    private final LogLines log = LogLines.of(EnvironmentVariables.class.getName());

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void fillsInDefaults() throws IOException {
        Settings settings = read(yaml(ONE_SITE));

        assertPoll(settings.poll(), "1m", "1m", "5m", 8, "10s", false);
        assertThat(settings.demo())
                .extracting(Demo::enabled, Demo::port, Demo::machines, Demo::sessionsPerMachine, Demo::seed)
                .containsExactly(false, 8181, 40, 12, 1L);
        assertThat(settings.demo())
                .extracting(Demo::latency, Demo::day, Demo::scenario)
                .containsExactly(Duration.ofMillis(20), Duration.ofMinutes(10), Scenario.WORKING_DAY);
        Site site = onlySite(settings);
        assertThat(site.name()).isEqualTo("prod");
        assertThat(site.basePath()).isEqualTo("/cvad/manage");
        assertThat(site.apiUri(site.controllers().get(0))).isEqualTo(URI.create("https://api.cloud.com/cvad/manage"));
        assertThat(site.siteId()).isEmpty();
        assertThat(site.tlsConfigurationName()).isEmpty();
        assertThat(site.auth().kind()).isEqualTo(AuthKind.CLOUD);
        assertThat(site.auth().secret().read()).isEqualTo("hunter2");
    }

    @Test
    void takesEveryKeyAsGiven() throws IOException {
        Path machines = write("machines.txt", "CTX-02\n");
        Settings settings = read(yaml("""
                quarkus:
                  tls:
                    corp:
                      trust-all: true
                  proxy:
                    dmz:
                      host: proxy.corp.example
                      port: 3128
                citrix:
                  poll:
                    interval: 30s
                    timeout: 25s
                    hold: 2m
                    concurrency: 4
                    request-timeout: 1500ms
                    spread: true
                  demo:
                    enabled: true
                    port: 9999
                    machines: 3
                    sessions-per-machine: 5
                    latency: 0s
                    day: 1m
                    scenario: api-outage
                    seed: 42
                  sites:
                    prod:
                      url: https://ddc1.corp.example:8443/
                      base-path: /citrix/manage/
                      customer-id: acme
                      site-id: 5f1b
                      machines: [CTX-01]
                      machines-file: %s
                      tls-configuration-name: corp
                      proxy-configuration-name: dmz
                      requests-per-second: 2.5
                      auth:
                        kind: On-Premises
                        client-id: CORP\\reader
                        client-secret: hunter2
                        token-url: https://sts.corp.example/tokens
                """.formatted(machines)));

        assertPoll(settings.poll(), "30s", "25s", "2m", 4, "1500ms", true);
        assertThat(settings.demo())
                .extracting(Demo::enabled, Demo::port, Demo::machines, Demo::sessionsPerMachine, Demo::seed)
                .containsExactly(true, 9999, 3, 5, 42L);
        assertThat(settings.demo())
                .extracting(Demo::latency, Demo::day, Demo::scenario)
                .containsExactly(Duration.ZERO, Duration.ofMinutes(1), Scenario.API_OUTAGE);
        Site site = settings.sites().get(1);
        assertThat(site.name()).isEqualTo("prod");
        assertThat(site.controllers()).containsExactly(URI.create("https://ddc1.corp.example:8443"));
        assertThat(site.apiUri(site.controllers().get(0)))
                .isEqualTo(URI.create("https://ddc1.corp.example:8443/citrix/manage"));
        assertThat(site.customerId()).isEqualTo("acme");
        assertThat(site.siteId()).hasValue("5f1b");
        assertThat(site.strategy()).isEqualTo(Strategy.PER_MACHINE);
        assertThat(site.machines()).hasValue(List.of("CTX-01"));
        assertThat(site.machinesFile()).hasValue(machines);
        assertThat(site.discovery().enabled()).isFalse();
        assertThat(site.inventory().interval()).hasValue(Duration.ofMinutes(5));
        assertThat(site.requestsPerSecond()).hasValue(2.5);
        assertThat(site.tlsConfigurationName()).hasValue("corp");
        assertThat(site.proxyConfigurationName()).hasValue("dmz");
        assertThat(site.auth().kind()).isEqualTo(AuthKind.ON_PREMISES);
        assertThat(site.auth().clientId()).hasValue("CORP\\reader");
        assertThat(site.tokenUrl(site.controllers().get(0))).isEqualTo(URI.create("https://sts.corp.example/tokens"));
        assertThat(site.auth().secret().read()).isEqualTo("hunter2");
    }

    @Test
    void timeoutFollowsTheInterval() {
        assertThat(read(yaml(ONE_SITE), properties("citrix.poll.interval", "5s"))
                        .poll()
                        .timeout())
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void basePathMayBeTheRoot() {
        Site site = onlySite(read(yaml(ONE_SITE), properties("citrix.sites.prod.base-path", "/")));

        assertThat(site.apiUri(site.controllers().get(0))).isEqualTo(URI.create("https://api.cloud.com"));
    }

    @Test
    void keepsBackslashesOfYamlList() {
        Settings settings = read(yaml(ONE_SITE.replace("CORP\\CTX-01", "[CORP\\CTX-01, 'CORP\\CTX-02']")));

        assertThat(onlySite(settings).machines()).hasValue(List.of("CORP\\CTX-01", "CORP\\CTX-02"));
    }

    @Test
    void keepsBackslashesOfCommaListsFromYamlPropertiesAndEnvironment() {
        String machines = "CORP\\CTX-01 , CORP\\CTX-02,";

        assertThat(List.of(
                        read(yaml(ONE_SITE.replace("CORP\\CTX-01", machines))),
                        read(yaml(ONE_SITE), properties("citrix.sites.prod.machines", machines)),
                        read(yaml(ONE_SITE), environment("CITRIX_SITES_PROD_MACHINES", machines))))
                .allSatisfy(settings ->
                        assertThat(onlySite(settings).machines()).hasValue(List.of("CORP\\CTX-01", "CORP\\CTX-02")));
    }

    @Test
    void takesPastedValuesWithoutQuotesAndInvisibleCharacters() {
        Settings settings = read(
                yaml(ONE_SITE),
                environment(
                        "CITRIX_POLL_INTERVAL", "'30 s'\r",
                        "CITRIX_SITES_PROD_URL", "\"https://api.cloud.com\"",
                        "CITRIX_SITES_PROD_CUSTOMER_ID", "\u200b\u201cacme2\u201d\u00a0",
                        "CITRIX_SITES_PROD_SITE_ID", "{0f0a59ac-1111-2222-3333-444455556666}",
                        "CITRIX_SITES_PROD_AUTH_CLIENT_ID", "'reader2'"));

        assertThat(settings.poll().interval()).isEqualTo(Duration.ofSeconds(30));
        Site site = onlySite(settings);
        assertThat(site.controllers()).containsExactly(URI.create("https://api.cloud.com"));
        assertThat(site.customerId()).isEqualTo("acme2");
        assertThat(site.siteId()).hasValue("0f0a59ac-1111-2222-3333-444455556666");
        assertThat(site.auth().clientId()).hasValue("reader2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"CTX-01, CORP\\CTX-02\"",
                "'CTX-01', 'CORP\\CTX-02'",
                "CTX-01$,CORP\\CTX-02$",
                "CTX-01.,\u00a0CORP\\CTX-02\u200b"
            })
    void takesMachineNamesInTheFormOfCitrix(String machines) {
        assertThat(onlySite(read(yaml(ONE_SITE), environment("CITRIX_SITES_PROD_MACHINES", machines)))
                        .machines())
                .hasValue(List.of("CTX-01", "CORP\\CTX-02"));
    }

    @Test
    void machinesFileTakesTheSameForms() throws Exception {
        Path file = write("machines.txt", "'CTX-01$'\nctx-02.corp.example.\n{0f0a59ac-1111-2222-3333-444455556666}\n");

        assertThat(new MachinesFile(file).names())
                .containsExactly("CTX-01", "ctx-02.corp.example", "0f0a59ac-1111-2222-3333-444455556666");
    }

    @Test
    void warnsOfASecretThatMayNotBeReadAsMeant() throws IOException {
        try (LogLines warnings = LogLines.of(SiteConfigCheck.class.getName())) {
            Settings quoted = read(yaml(ONE_SITE), environment("CITRIX_SITES_PROD_AUTH_CLIENT_SECRET", "\"hunter3\""));
            Settings dollars = read(yaml(ONE_SITE), environment("CITRIX_SITES_PROD_AUTH_CLIENT_SECRET", "a$$b"));

            assertThat(onlySite(quoted).auth().secret().read()).isEqualTo("\"hunter3\"");
            assertThat(onlySite(dollars).auth().secret().read()).isEqualTo("a$b");
            assertThat(warnings.take())
                    .containsExactly(
                            "WARN citrix.sites.prod.auth.client-secret: begins and ends with a quote, which is taken as a"
                                    + " part of the secret",
                            "WARN citrix.sites.prod.auth.client-secret: $$ in it is read as $; write $$$$ for $$, or put"
                                    + " the secret into a file");
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"rw-r--r--, 600", "rw-r-----, 600", "rw----r--, 600", "rw--w--w-, none", "rw-------, none"})
    void warnsOfFilesWithSecretsThatOthersCanRead(String permissions, String mode) throws IOException {
        Path secret = write("secret", "hunter2", permissions);
        Path users = write("users.yml", "basic_auth_users: {p: $2y$10$" + "a".repeat(53) + "}\n", permissions);
        try (LogLines warnings = LogLines.of(FileAccess.class.getName())) {
            read(
                    yaml(ONE_SITE.replace("client-secret: hunter2", "client-secret-file: " + secret)),
                    properties("citrix.web.users-file", users.toString()));

            assertThat(warnings.take())
                    .isEqualTo(Stream.of(
                                    "citrix.web.users-file: other users can read " + users,
                                    "citrix.sites.prod.auth.client-secret-file: other users can read " + secret)
                            .filter(warning -> mode != null)
                            .map(warning -> "WARN " + warning + "; restrict it with chmod " + mode)
                            .toList());
        }
    }

    @Test
    void commaListOfTheEnvironmentReplacesYamlList() {
        Settings settings = read(
                yaml(ONE_SITE.replace("CORP\\CTX-01", "[CORP\\CTX-01, CORP\\CTX-02]")),
                environment("CITRIX_SITES_PROD_MACHINES", "CORP\\CTX-07"));

        assertThat(onlySite(settings).machines()).hasValue(List.of("CORP\\CTX-07"));
    }

    @Test
    void numberedEntriesMayHaveGaps() {
        Settings fromProperties = read(
                yaml(ONE_SITE),
                properties("citrix.sites.prod.machines[1]", "CTX-01", "citrix.sites.prod.machines[12]", "CTX-12"));
        Settings fromEnvironment = read(
                yaml(ONE_SITE),
                environment("CITRIX_SITES_PROD_MACHINES_1_", "CTX-01", "CITRIX_SITES_PROD_MACHINES_12_", "CTX-12"));

        assertThat(onlySite(fromProperties).machines()).hasValue(List.of("CTX-01", "CTX-12"));
        assertThat(onlySite(fromEnvironment).machines()).hasValue(List.of("CTX-01", "CTX-12"));
    }

    @Test
    void siteMayComeFromTheEnvironmentAlone() throws IOException {
        Settings settings = read(environment(
                "CITRIX_SITES_PROD_EU_URL", "https://api.cloud.com",
                "CITRIX_SITES_PROD_EU_CUSTOMER_ID", "acme",
                "CITRIX_SITES_PROD_EU_MACHINES", "CORP\\CTX-01",
                "CITRIX_SITES_PROD_EU_AUTH_TOKEN_URL", "https://sts.corp.example/tokens",
                "CITRIX_SITES_PROD_EU_AUTH_CLIENT_ID", "reader",
                "CITRIX_SITES_PROD_EU_AUTH_CLIENT_SECRET", "hunter2"));

        Site site = onlySite(settings);
        assertThat(site.name()).isEqualTo("prod-eu");
        assertThat(site.machines()).hasValue(List.of("CORP\\CTX-01"));
        assertThat(site.tokenUrl(site.controllers().get(0))).isEqualTo(URI.create("https://sts.corp.example/tokens"));
        assertThat(site.auth().secret().read()).isEqualTo("hunter2");
    }

    @Test
    void variablesMayBeWrittenWithDots() {
        Settings settings = read(yaml(ONE_SITE), environment("citrix.poll.interval", "20s"));

        assertThat(settings.poll().interval()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void environmentWinsOverYaml() {
        Settings settings = read(
                yaml(ONE_SITE.replace("prod:", "Prod_EU:")),
                environment(
                        "CITRIX_POLL_INTERVAL", "20s",
                        "CITRIX_SITES_PROD_EU_URL", "https://ddc1.corp.example",
                        "CITRIX_SITES_PROD_EU_SITE_ID", "5f1b"));

        assertThat(settings.poll().interval()).isEqualTo(Duration.ofSeconds(20));
        Site site = onlySite(settings);
        assertThat(site.name()).isEqualTo("Prod_EU");
        assertThat(site.controllers()).containsExactly(URI.create("https://ddc1.corp.example"));
        assertThat(site.siteId()).hasValue("5f1b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CITRIX_CLIENT_SECRET",
                "CITRIX_EXPORTER_VERSION",
                "citrix_home",
                "CITRIX_EXPORTER_SERVICE_PORT_HTTP",
                "CITRIX_PORT_8080_TCP_PROTO",
                "CITRIX_"
            })
    void ignoresVariablesOfOthers(String variable) {
        Settings settings = read(yaml(ONE_SITE), environment(variable, "${NOT_SET} hunter2"));

        assertThat(onlySite(settings).name()).isEqualTo("prod");
        assertThat(log.take()).isEmpty();
    }

    @Test
    void aValueMayReferToAnyVariable() throws IOException {
        Settings settings = read(
                yaml(ONE_SITE.replace("hunter2", "${CITRIX_CLIENT_SECRET}")
                        .replace("acme", "${CITRIX_SITES_CUSTOMER}")),
                environment("CITRIX_CLIENT_SECRET", "hunter3", "CITRIX_SITES_CUSTOMER", "other"));

        assertThat(onlySite(settings).auth().secret().read()).isEqualTo("hunter3");
        assertThat(onlySite(settings).customerId()).isEqualTo("other");
    }

    @ParameterizedTest
    @CsvSource({
        "CITRIX_POL_INTERVAL, CITRIX_POLL_INTERVAL",
        "citrix_poll_intervall, CITRIX_POLL_INTERVAL",
        "CITRIX_SHARDS_TOTAL, CITRIX_SHARD_TOTAL",
        "CITRIX_SITE_PROD_URL, CITRIX_SITES_PROD_URL",
        "CITRIX_SITES_PROD_CLIENT_SECRET, CITRIX_SITES_PROD_AUTH_CLIENT_SECRET",
        "CITRIX_SITES_PROD_MACHINE_0_, CITRIX_SITES_PROD_MACHINES_0_"
    })
    void warnsOfAVariableThatIsVeryCloseToAKey(String variable, String key) {
        Settings settings = read(yaml(ONE_SITE), environment(variable, "hunter2"));

        assertThat(settings.sites()).hasSize(1);
        assertThat(log.take())
                .containsExactly("WARN ignored environment variables: %s (did you mean %s?)".formatted(variable, key));
    }

    @Test
    void warnsInOneLineOfAllSuspectVariablesAndNeverShowsTheirValues() {
        read(
                yaml(ONE_SITE),
                environment(
                        "CITRIX_SITES_LAB_SECRET", "hunter2",
                        "CITRIX_SITES_URL", "hunter3",
                        "CITRIX_SITES_LAB_HOME", "hunter4",
                        "CITRIX_POLL_TIMEOUTS", "hunter5",
                        "CITRIX_CLIENT_SECRET", "hunter6"));

        assertThat(log.take())
                .containsExactly("WARN ignored environment variables: CITRIX_POLL_TIMEOUTS (did you mean"
                        + " CITRIX_POLL_TIMEOUT?), CITRIX_SITES_LAB_HOME (ends with no key of a site),"
                        + " CITRIX_SITES_LAB_SECRET (ends with no key of a site), CITRIX_SITES_URL (ends with no key"
                        + " of a site)");
    }

    @Test
    void aVariableThatIsIgnoredConfiguresNoSite() {
        assertThatThrownBy(() -> read(environment("CITRIX_SITES_PROD_URLS", "https://api.cloud.com")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("citrix.sites: no site is configured");
        assertThat(log.take()).singleElement().asString().contains("CITRIX_SITES_PROD_URLS");
    }

    @Test
    void readsMachinesFileWithoutCommentsBlankLinesAndByteOrderMark() throws Exception {
        Path file = write(
                "machines.txt",
                "\uFEFFCORP\\CTX-02 # the old one\r\n\r\n   # none\n\tctx-03.corp.example \ncorp\\ctx-02\ncorp\\ctx-01\n");

        Settings settings = read(yaml(ONE_SITE), properties("citrix.sites.prod.machines-file", file.toString()));

        Site site = onlySite(settings);
        assertThat(site.machines()).hasValue(List.of("CORP\\CTX-01"));
        assertThat(new MachinesFile(site.machinesFile().orElseThrow()).names())
                .containsExactly("CORP\\CTX-02", "ctx-03.corp.example", "corp\\ctx-02", "corp\\ctx-01");
    }

    @Test
    void refusesFileThatMayNotBeRead() throws IOException {
        Path file = write("machines.txt", "CTX-01\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(file)).as("root reads everything").isFalse();

        assertThatThrownBy(() -> read(yaml(ONE_SITE), properties("citrix.sites.prod.machines-file", file.toString())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the file cannot be read; allow the exporter's user to read it");
    }

    @Test
    void readsSeveralControllersInTheirOrderAndEachOnce() {
        Site site = onlySite(read(
                yaml(ONE_SITE),
                properties(
                        "citrix.sites.prod.url",
                        "https://ddc2.corp.example, https://ddc1.corp.example:8443/,https://ddc2.corp.example")));

        assertThat(site.controllers())
                .containsExactly(URI.create("https://ddc2.corp.example"), URI.create("https://ddc1.corp.example:8443"));
        assertThat(site.apiUri(site.controllers().get(1)))
                .isEqualTo(URI.create("https://ddc1.corp.example:8443/cvad/manage"));
    }

    @Test
    void discoveryIsOnWithAnyOfItsKeys() {
        Site site = onlySite(read(
                yaml(WITHOUT_MACHINES),
                properties(
                        "citrix.sites.prod.discovery.delivery-groups", "Office, Engineering",
                        "citrix.sites.prod.discovery.exclude", "LAB\\\\*")));

        assertThat(site.machines()).isEmpty();
        assertThat(site.discovery().enabled()).isTrue();
        assertThat(site.discovery().deliveryGroups()).hasValue(List.of("Office", "Engineering"));
        assertThat(site.discovery().exclude()).hasValue(List.of("LAB\\\\*"));
        assertThat(site.inventory().interval()).hasValue(Duration.ofMinutes(5));
        assertThat(site.strategy()).isEqualTo(Strategy.PER_MACHINE);
    }

    @Test
    void discoveryThatIsJustOnFindsEveryMachine() {
        Site site = onlySite(read(yaml(WITHOUT_MACHINES), environment("CITRIX_SITES_PROD_DISCOVERY_ENABLED", "true")));

        assertThat(site.discovery().enabled()).isTrue();
    }

    @Test
    void discoveryMayBeTurnedOffInSpiteOfItsKeys() {
        Site site = onlySite(read(
                yaml(ONE_SITE),
                properties(
                        "citrix.sites.prod.discovery.enabled", "false",
                        "citrix.sites.prod.discovery.names", "CTX-*")));

        assertThat(site.discovery().enabled()).isFalse();
    }

    @Test
    void inventoryMayBeOff() {
        assertThat(onlySite(read(yaml(ONE_SITE), properties("citrix.sites.prod.inventory.interval", "off")))
                        .inventory()
                        .interval())
                .isEmpty();
    }

    @Test
    void readsTheShardFromTheEnvironment() {
        Settings settings = read(yaml(ONE_SITE), environment("CITRIX_SHARD_INDEX", "2", "CITRIX_SHARD_TOTAL", "3"));

        assertThat(settings.shard().index()).isEqualTo(2);
        assertThat(settings.shard().total()).isEqualTo(3);
        assertThat(read(yaml(ONE_SITE)).shard().total()).isEqualTo(1);
    }

    @Test
    void acceptsIdsInShardsWithInventoryAndWithoutInventoryInOneExporter() {
        ConfigSource ids =
                yaml(ONE_SITE.replace("CORP\\CTX-01", "2F6B3B5E-8A53-4C43-9C3E-6D1B1F6B6F11, s-1-5-21-1-2-3-1109"));

        assertThat(onlySite(read(ids, properties("citrix.shard.total", "2")))
                        .machines()
                        .orElseThrow())
                .hasSize(2);
        assertThat(onlySite(read(ids, properties("citrix.sites.prod.inventory.interval", "off")))
                        .machines()
                        .orElseThrow())
                .hasSize(2);
    }

    @Test
    void acceptsNamesInShardsWithoutInventory() {
        List<String> names = List.of("CTX-01", "CORP\\CTX-02", "ctx-03.corp.example", "10.0.0.4", "S-1", "cafe-1234");
        Site site = onlySite(read(
                yaml(ONE_SITE.replace("CORP\\CTX-01", String.join(", ", names))),
                properties("citrix.sites.prod.inventory.interval", "off", "citrix.shard.total", "2")));

        assertThat(site.machines()).hasValue(names);
    }

    @Test
    void namesAnySiteAndTheDemoInOrder() {
        Settings settings = read(
                yaml(ONE_SITE
                        + ONE_SITE.substring(ONE_SITE.indexOf("    prod:")).replace("prod:", "zeta:")),
                properties("citrix.demo.enabled", "true"));

        assertThat(settings.sites()).extracting(Site::name).containsExactly("demo", "prod", "zeta");
    }

    @Test
    void demoNeedsNoSite() throws IOException {
        Settings settings = read(
                properties("citrix.demo.enabled", "true", "citrix.demo.port", "9999", "citrix.demo.machines", "2"));

        Site site = onlySite(settings);
        assertThat(site.name()).isEqualTo("demo");
        assertThat(site.apiUri(site.controllers().get(0))).isEqualTo(URI.create("http://127.0.0.1:9999/cvad/manage"));
        assertThat(site.discovery().enabled()).isTrue();
        assertThat(site.auth().kind()).isEqualTo(AuthKind.CLOUD);
        assertThat(site.tokenUrl(site.controllers().get(0)))
                .isEqualTo(URI.create("http://127.0.0.1:9999/cctrustoauth2/democustomer/tokens/clients"));
        assertThat(site.auth().secret().read()).isEqualTo("demo-secret");
    }

    @Test
    void siteMayBeNamedDemoWhileTheDemoIsOff() {
        assertThat(onlySite(read(yaml(ONE_SITE.replace("prod:", "demo:")))).controllers())
                .containsExactly(URI.create("https://api.cloud.com"));
    }

    @Test
    void cloudFetchesTokensForTheCustomer() {
        Settings settings = read(yaml(ONE_SITE), properties("citrix.sites.prod.customer-id", "acme/eu"));

        assertThat(tokenUrl(settings))
                .isEqualTo(URI.create("https://api.cloud.com/cctrustoauth2/acme%2Feu/tokens/clients"));
    }

    @Test
    void govFetchesTokensFromItsOwnTrustService() {
        Settings settings = read(yaml(ONE_SITE), properties("citrix.sites.prod.auth.kind", "gov"));

        assertThat(tokenUrl(settings))
                .isEqualTo(URI.create("https://trust.citrixworkspacesapi.us/acme/tokens/clients"));
    }

    @Test
    void onPremisesFetchesTokensFromTheApiAndNeedsNoCustomer() {
        Settings settings = read(
                yaml(ONE_SITE.replace("      customer-id: acme\n", "")),
                properties(
                        "citrix.sites.prod.url", "https://ddc1.corp.example",
                        "citrix.sites.prod.auth.kind", "on-premises"));

        Site site = onlySite(settings);
        assertThat(site.customerId()).isEqualTo("CitrixOnPremises");
        assertThat(site.tokenUrl(site.controllers().get(0)))
                .isEqualTo(URI.create("https://ddc1.corp.example/cvad/manage/tokens"));
    }

    @Test
    void tokenKindNeedsNeitherAccountNorCustomer() throws IOException {
        Settings settings = read(properties(
                "citrix.sites.prod.url", "https://ddc1.corp.example",
                "citrix.sites.prod.machines", "CTX-01",
                "citrix.sites.prod.auth.kind", "token",
                "citrix.sites.prod.auth.token", "hunter2"));

        ExporterConfig.Auth auth = onlySite(settings).auth();
        assertThat(auth.kind()).isEqualTo(AuthKind.TOKEN);
        assertThat(auth.clientId()).isEmpty();
        assertThat(auth.secret().read()).isEqualTo("hunter2");
    }

    @Test
    void readsSecretFilesAnewEachTime() throws IOException {
        Path file = write("secret", " hunter2\n");
        Settings settings = read(yaml(ONE_SITE.replace("client-secret: hunter2", "client-secret-file: " + file)));
        Secret secret = onlySite(settings).auth().secret();

        assertThat(secret.read()).isEqualTo("hunter2");
        write("secret", "hunter3");
        assertThat(secret.read()).isEqualTo("hunter3");
    }

    @Test
    void secretMayHoldBackslashesCommasAndSingleDollars() throws IOException {
        Settings settings = read(yaml(ONE_SITE), environment("CITRIX_SITES_PROD_AUTH_CLIENT_SECRET", "a\\b,c$d{e}\"f"));

        assertThat(onlySite(settings).auth().secret().read()).isEqualTo("a\\b,c$d{e}\"f");
    }

    @Test
    void tlsConfigurationMayComeFromTheEnvironment() {
        Settings settings = read(
                yaml(ONE_SITE),
                properties("citrix.sites.prod.tls-configuration-name", "corp-ca"),
                environment("QUARKUS_TLS_CORP_CA_TRUST_STORE_PEM_CERTS", "ca.pem"));

        assertThat(onlySite(settings).tlsConfigurationName()).hasValue("corp-ca");
    }

    @Test
    void secretsNeverShowInText() throws IOException {
        Path file = write("secret", "hunter2");
        Settings text = read(yaml(ONE_SITE));
        Settings ofFile = read(yaml(ONE_SITE.replace("client-secret: hunter2", "client-secret-file: " + file)));
        Settings demo = read(properties("citrix.demo.enabled", "true"));

        assertThat(text.sites() + "" + onlySite(text).auth().secret()).doesNotContain("hunter2");
        assertThat(ofFile.sites() + "" + onlySite(ofFile).auth().secret()).doesNotContain("hunter2");
        assertThat(demo.sites() + "" + onlySite(demo).auth().secret()).doesNotContain(DemoAccount.CLIENT_SECRET);
    }

    private static void assertPoll(
            ExporterConfig.Poll poll,
            String interval,
            String timeout,
            String hold,
            int concurrency,
            String requestTimeout,
            boolean spread) {
        assertThat(Stream.of(poll.interval(), poll.timeout(), poll.hold(), poll.requestTimeout())
                        .map(Durations::text))
                .containsExactly(interval, timeout, hold, requestTimeout);
        assertThat(poll.concurrency()).isEqualTo(concurrency);
        assertThat(poll.spread()).isEqualTo(spread);
    }

    private static Site onlySite(Settings settings) {
        assertThat(settings.sites()).hasSize(1);
        return settings.sites().get(0);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path write(String name, String text, String permissions) throws IOException {
        return Files.setPosixFilePermissions(write(name, text), PosixFilePermissions.fromString(permissions));
    }

    private static URI tokenUrl(Settings settings) {
        Site site = onlySite(settings);
        return site.tokenUrl(site.controllers().get(0));
    }
}
