package io.citrixexporter.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.config.TestConfigs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedMachinesTest {

    @ParameterizedTest
    @CsvSource({
        "CORP\\CTX-01, CTX-01",
        "corp.example\\ctx-01, ctx-01",
        "CTX-01.corp.example, CTX-01",
        "CTX-01, CTX-01",
        "CORP\\CTX-01.corp.example, CTX-01"
    })
    void labelsMachinesWithShortNames(String name, String label) {
        assertThat(targets(name)).containsExactly(PollTarget.named(name, label));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2f6b3b5e-8a53-4c43-9c3e-6d1b1f6b6f11",
                "S-1-5-21-1004336348-1177238915-682003330-1109",
                "10.20.30.40"
            })
    void keepsIdsAndAddressesUnchanged(String name) {
        assertThat(labels(name)).containsExactly(name);
    }

    @Test
    void labelsMachinesWithSharedShortNameByFullName() {
        assertThat(labels("CORP\\CTX-01", "CORP\\CTX-02", "LAB\\ctx-01", "Ctx-01.dmz.example"))
                .containsExactly("CORP\\CTX-01", "CTX-02", "LAB\\ctx-01", "Ctx-01.dmz.example");
    }

    @Test
    void createsUniqueLabels() {
        assertThat(labels(
                        "CTX-01",
                        "CORP\\CTX-01",
                        "ctx-01.corp.example",
                        "LAB\\CTX-02",
                        "CTX-02",
                        "10.0.0.1",
                        "10.0.0.2"))
                .doesNotHaveDuplicates()
                .hasSize(7);
    }

    @Test
    void keepsConfiguredOrder() {
        assertThat(labels("B", "A", "C")).containsExactly("B", "A", "C");
    }

    private static List<String> labels(String... names) {
        return targets(names).stream().map(PollTarget::label).toList();
    }

    private static List<PollTarget> targets(String... names) {
        return new MachineSelector(TestConfigs.NONE, TestConfigs.ONE_EXPORTER)
                .selectByName(List.of(names))
                .machines();
    }
}
