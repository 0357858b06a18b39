package io.citrixexporter.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.model.Machine;
import io.citrixexporter.targets.Fleet;
import io.citrixexporter.targets.PollTargets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnresolvedNamesTest {
    private static final List<Machine> INVENTORY = List.of(
            machine("CORP\\CTX-01"),
            machine("CORP\\CTX-02"),
            machine("CORP\\CTX-12"),
            machine("CORP\\VDI-BERLIN-001"),
            machine("APPS\\W2022-05"),
            machine("LAB\\W2022-06"),
            machine("LAB\\W2022-07"),
            machine("LAB\\W2022-55"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CTX-O1                     | CORP\\CTX-01
            OTHER\\ctx-01              | CORP\\CTX-01, CORP\\CTX-02
            ctx-22.corp.example        | CORP\\CTX-02, CORP\\CTX-12
            VDI-BERLN-01               | CORP\\VDI-BERLIN-001
            LAB\\w2022-05              | LAB\\W2022-06, LAB\\W2022-07, LAB\\W2022-55
            W2022-05.lab.corp.example  | LAB\\W2022-06, LAB\\W2022-07, LAB\\W2022-55
            APPS\\W2022-06             | APPS\\W2022-05, LAB\\W2022-06, LAB\\W2022-07
            W2022-5                    | APPS\\W2022-05, LAB\\W2022-55
            S-1-5-21-1-2-3-1105        | ''
            NOWHERE                    | ''
            """)
    void suggestsTheNearestNames(String name, String nearest) {
        assertThat(String.join(", ", UnresolvedNames.nearest(name, INVENTORY))).isEqualTo(nearest);
    }

    @Test
    void listsSomeOfManyNames() {
        List<String> names = IntStream.range(0, 50).mapToObj(i -> "X-" + i).toList();

        List<CheckStep> steps =
                UnresolvedNames.steps(new PollTargets(List.of(), names, Map.of(), List.of("id")), INVENTORY);

        assertThat(steps).hasSize(21).allMatch(step -> step.result() == CheckStep.Result.FAILED);
        assertThat(steps.get(20).detail()).isEqualTo("and 31 configured names more");
    }

    private static Machine machine(String name) {
        return Fleet.unknown(name, name);
    }
}
