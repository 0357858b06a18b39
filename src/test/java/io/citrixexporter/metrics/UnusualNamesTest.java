package io.citrixexporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.SiteFixtures;
import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.FakeCitrix;
import io.citrixexporter.config.Strategy;
import io.citrixexporter.config.TestConfigs;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.poll.PolledSite;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SiteState;
import io.citrixexporter.targets.PollTarget;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Unusual text from the JSON of the inventory to the parsed exposition. */
class UnusualNamesTest {
    private static final String LONG = "x".repeat(10_000);
    private static final List<String> UNCHANGED = List.of(
            "line\nfeed",
            "return\rhere",
            "tab\there",
            "nul\u0000bell\u0007escape\u001B[31mdelete\u007F",
            "\"quoted\"",
            "back\\slash",
            "at the end\\",
            "\\\"",
            "\\n",
            "a=\"b\",} 1.0",
            "# HELP x",
            "\uD83D\uDE00",
            "\u200Fright to left\u202E",
            "line\u2028separator\u0085",
            "");
    private static final List<String> CHANGED = List.of("half \uD800", "half \uDBFF", "\uDC00 half", LONG);

    private final TestClock clock = new TestClock();
    private final List<String> machines = new ArrayList<>();

    static Stream<String> unchanged() {
        return UNCHANGED.stream();
    }

    static Stream<String> changed() {
        return CHANGED.stream();
    }

    @ParameterizedTest
    @MethodSource("unchanged")
    void exportsUnusualTextUnchanged(String text) {
        machine("1", "CORP\\CTX-01", text);

        ParsedExposition scrape = scrape();

        assertThat(scrape.rows("citrix_machine_info").get(0).labels())
                .containsEntry("delivery_group", text.strip())
                .containsEntry("machine_catalog", text.strip())
                .containsEntry("zone", text.strip())
                .containsEntry("dns_name", text.strip())
                .containsEntry("os_type", text.strip())
                .containsEntry("agent_version", text.strip());
        assertThat(scrape.rows("citrix_sessions"))
                .allMatch(row -> row.label("delivery_group").equals(text.strip()));
    }

    @ParameterizedTest
    @MethodSource("changed")
    void truncatesLongTextAndReplacesInvalidText(String text) {
        machine("1", "CORP\\CTX-01", text);
        machine("2", "CORP\\CTX-02", "ordinary");

        ParsedExposition scrape = scrape();

        assertThat(scrape.rows("citrix_machine_info").get(0).labels())
                .containsEntry("delivery_group", LabelText.of(text))
                .containsEntry("machine_catalog", LabelText.of(text))
                .containsEntry("dns_name", LabelText.of(text));
    }

    @Test
    void labelsMachinesUniquely() {
        UNCHANGED.forEach(name -> machine("a" + machines.size(), "CORP\\" + name, "Office"));
        UNCHANGED.forEach(name -> machine("b" + machines.size(), name, "Office"));
        // They start with the same 10,000 characters.
        machine("d1", "CORP\\" + LONG + "1", "Office");
        machine("d2", "CORP\\" + LONG + "2", "Office");
        machine("d3", LONG + "\\CTX-01", "Office");
        machine("e1", "CORP\\case", "Office");
        machine("e2", "CORP\\CASE", "Office");
        machine("f1", "CORP\\twin", "Office");
        machine("f2", "CORP\\twin", "Office");
        // The name of one is the id of another; others have no text before or after the backslash.
        machine("g1", "f1", "Office");
        machine("g2", "CORP\\", "Office");
        machine("g3", "\\", "Office");
        machine("g4", " \t ", "Office");
        machine("g5", "CORP\\ .example", "Office");

        ParsedExposition scrape = scrape();

        for (String family : List.of("citrix_machine_up", "citrix_machine_info", "citrix_sessions")) {
            assertThat(scrape.rows(family))
                    .as(family)
                    .hasSize(machines.size())
                    .extracting(row -> row.label("machine"))
                    .doesNotHaveDuplicates()
                    .allMatch(label -> !label.isBlank() && label.length() <= PollTarget.MAX_LABEL_LENGTH);
        }
    }

    @Test
    void exportsDuplicateMachineOnce() {
        machine("1", "CORP\\CTX-01", "Office");
        machine("1", "CORP\\CTX-02", "Lab");
        machine("ABC", "CORP\\CTX-03", "Office");
        machine("abc", "CORP\\CTX-04", "Office");

        assertThat(scrape().rows("citrix_sessions"))
                .extracting(row -> row.label("machine"))
                .containsExactlyInAnyOrder("CTX-01", "CTX-03");
    }

    @Test
    void labelsMachinesThatDifferOnlyInCaseWithIds() {
        machine("1", "CORP\\CTX-01", "Office");
        machine("2", "corp\\ctx-01", "Office");

        assertThat(scrape().rows("citrix_sessions"))
                .extracting(row -> row.label("machine"))
                .containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void exportsUnusualSiteNames() {
        List<String> texts = Stream.concat(UNCHANGED.stream(), CHANGED.stream()).toList();
        for (String text : texts) {
            ExpositionFixture exposition = new ExpositionFixture(TestClock.START);
            exposition.watch(SiteSnapshot.unpolled(
                    "prod",
                    text,
                    "per-machine",
                    new SiteState(
                            Optional.of(new SiteIdentity(text, text)),
                            text,
                            TestClock.at(TestClock.START),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()),
                    List.of()));

            ParsedExposition scrape = ParsedExposition.of(exposition.scrape());

            assertThat(scrape.rows("citrix_site_info").get(0).labels())
                    .containsEntry("site_id", LabelText.of(text))
                    .containsEntry("site_name", LabelText.of(text))
                    .containsEntry("customer_id", LabelText.of(text));
            assertThat(scrape.rows("citrix_site_controller_info").get(0).labels())
                    .containsEntry("controller", LabelText.of(text));
        }
    }

    private void machine(String id, String name, String text) {
        machines.add("""
                {"Id":"%s","Name":"%s","DnsName":"%s","DeliveryGroup":{"Name":"%s"},"MachineCatalog":{"Name":"%s"},
                "Zone":{"Name":"%s"},"OSType":"%s","AgentVersion":"%s","SessionSupport":"MultiSession"}""".formatted(Stream.concat(
                        Stream.of(id, name), Stream.generate(() -> text).limit(6))
                .map(UnusualNamesTest::json)
                .toArray()));
    }

    /** Every character escaped, including unpaired surrogates. */
    private static String json(String text) {
        return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
    }

    /** The exposition after a cycle that discovered all machines with a session on each. */
    private ParsedExposition scrape() {
        FakeCitrix citrix = new FakeCitrix(machine -> Uni.createFrom().item(FakeCitrix.page("", """
                        {"Id":"s","State":"Active","AppState":"Desktop","Connection":{"Protocol":"Hdx"}}""")));
        citrix.machines(FakeCitrix.page("", machines.toArray(String[]::new)));
        PolledSite site = new PolledSite(
                SiteFixtures.site(
                        List.of(),
                        Optional.empty(),
                        TestConfigs.EVERY_MACHINE,
                        Optional.of(Duration.ofMinutes(5)),
                        Strategy.PER_MACHINE),
                citrix.client(clock, Duration.ofMinutes(1)),
                clock);
        ExpositionFixture exposition = new ExpositionFixture(clock.instant());
        exposition.watch(site.unpolled());
        exposition.publish("prod", site.cycle());
        return ParsedExposition.of(exposition.scrape());
    }
}
