package io.citrixexporter.packaged;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.citrixexporter.CitrixStub.sessions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two exporters that share the machines of a site. What one of them polls does not depend on the other, so each runs
 * once with the inventory and once without, and every pair must poll every machine once.
 */
class ShardsSlowIT {
    private static final int MACHINES = 20;
    private static final Pattern SESSIONS = Pattern.compile("/cvad/manage/Machines/([^/]+)/Sessions.*");
    private static final Pattern UP = Pattern.compile("citrix_machine_up\\{site=\"prod\",machine=\"([^\"]+)\"");

    @TempDir
    Path directory;

    private final WireMockServer citrix = new WireMockServer(wireMockConfig().dynamicPort());
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, RunningExporter> running = new HashMap<>();

    @AfterEach
    void stop() {
        running.values().forEach(RunningExporter::terminate);
        running.values().forEach(RunningExporter::close);
        citrix.stop();
    }

    @Test
    void pollEachMachineOnceWhicheverOfThemKnowsTheInventory() throws IOException {
        startCitrix();
        start("first-with", 0, citrix.port(), "5m");
        start("second-with", 1, citrix.port(), "5m");
        // The site refuses the inventory to one of them, and the other one does not ask for it.
        start("first-without", 0, citrix.port(), "5m");
        start("second-without", 1, citrix.port(), "off");
        start("second-without-citrix", 1, RunningExporter.freePort(), "5m");
        Map<String, Set<Integer>> polled = new HashMap<>();
        for (String name : List.of("first-with", "second-with", "first-without", "second-without")) {
            // Only the inventory says what a machine is.
            Set<Integer> shown =
                    shown(name, name.endsWith("-with") ? "citrix_machine_info{" : "citrix_site_up{site=\"prod\",} 1.0");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(asked(name)).as("asked by " + name).isEqualTo(shown));
            polled.put(name, shown);
        }

        for (String first : List.of("first-with", "first-without")) {
            for (String second : List.of("second-with", "second-without")) {
                Set<Integer> both = new HashSet<>(polled.get(first));
                both.addAll(polled.get(second));
                assertThat(polled.get(first))
                        .as(first + " and " + second)
                        .isNotEmpty()
                        .doesNotContainAnyElementsOf(polled.get(second));
                assertThat(both).as(first + " and " + second).hasSize(MACHINES);
            }
        }
        assertThat(shown("second-without-citrix", "citrix_machine_up{")).isEqualTo(polled.get("second-with"));
    }

    private void startCitrix() {
        citrix.start();
        citrix.stubFor(
                get(urlPathMatching("/cvad/manage/Machines/[^/]+/Sessions")).willReturn(sessions("")));
        citrix.stubFor(get(urlPathEqualTo("/cvad/manage/Machines"))
                .willReturn(okJson(IntStream.range(0, MACHINES)
                        .mapToObj(number -> "{\"Id\":\"%s\",\"Name\":\"%s\",\"DnsName\":\"%s\"}"
                                .formatted(id(number), account(number).replace("\\", "\\\\"), dnsName(number)))
                        .collect(Collectors.joining(",", "{\"Items\":[", "]}")))));
        citrix.stubFor(get(urlPathEqualTo("/cvad/manage/Machines"))
                .withHeader("Authorization", equalTo("CWSAuth bearer=first-without"))
                .willReturn(aResponse().withStatus(403)));
        for (int number = 0; number < MACHINES; number++) {
            for (String name : List.of(id(number), account(number), dnsName(number))) {
                numbers.put(comparable(name), number);
                numbers.put(comparable(name).replaceFirst(".*\\\\", "").replaceFirst("\\..*", ""), number);
            }
        }
    }

    private static String id(int number) {
        return UUID.nameUUIDFromBytes(new byte[] {(byte) number}).toString();
    }

    private static String account(int number) {
        return number % 3 == 0 ? "CORP\\LONGNAME-%06d".formatted(number) : "CORP\\CTX-%02d".formatted(number);
    }

    private static String dnsName(int number) {
        return switch (number % 3) {
            case 0 -> "longname-%06d-rack7.corp.example".formatted(number);
            case 1 -> "ctx-%02d.corp.example".formatted(number);
            default -> "terminal%d.corp.example".formatted(number);
        };
    }

    private void start(String name, int index, int port, String inventoryInterval) throws IOException {
        String machines = IntStream.range(0, MACHINES)
                .mapToObj(number -> "        - " + (number % 2 == 0 ? dnsName(number) : account(number)) + "\n")
                .collect(Collectors.joining());
        String yaml = """
                citrix:
                  poll:
                    interval: 5s
                  shard:
                    index: %d
                    total: 2
                  sites:
                    prod:
                      url: http://127.0.0.1:%d
                      site-id: farm-guid
                      auth:
                        kind: token
                        token: %s
                      inventory:
                        interval: %s
                      machines:
                """.formatted(index, port, name, inventoryInterval) + machines;
        running.put(
                name,
                RunningExporter.start(
                        Files.createDirectory(directory.resolve(name)),
                        yaml,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC"));
    }

    /** The machines whose series an exporter shows once its exposition holds a text. */
    private Set<Integer> shown(String name, String text) {
        return UP.matcher(running(name).metricsWith(text))
                .results()
                .map(result -> number(result.group(1)))
                .collect(Collectors.toSet());
    }

    /** The machines whose sessions an exporter asked for. */
    private Set<Integer> asked(String name) {
        return citrix
                .findAll(getRequestedFor(urlPathMatching(SESSIONS.pattern()))
                        .withHeader("Authorization", equalTo("CWSAuth bearer=" + name)))
                .stream()
                .map(request -> SESSIONS.matcher(request.getUrl()))
                .filter(Matcher::matches)
                .map(matcher -> URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8))
                .map(machine -> number(machine.replace('|', '\\')))
                .collect(Collectors.toSet());
    }

    private int number(String name) {
        Integer number = numbers.get(comparable(name));
        if (number == null) {
            throw new AssertionError("no machine of the site: " + name);
        }
        return number;
    }

    private RunningExporter running(String name) {
        RunningExporter exporter = running.get(name);
        if (exporter == null) {
            throw new AssertionError("not started: " + name);
        }
        return exporter;
    }

    private static String comparable(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
