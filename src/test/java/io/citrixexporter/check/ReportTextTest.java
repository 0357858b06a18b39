package io.citrixexporter.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReportTextTest {
    @Test
    void isATable() {
        List<CheckStep> steps = List.of(
                new CheckStep("sign in at ddc1", CheckStep.Result.OK, OptionalLong.of(120), "site id 1"),
                new CheckStep("machine CTX-9", CheckStep.Result.FAILED, OptionalLong.empty(), "not found"),
                new CheckStep("cycle", CheckStep.Result.WARNING, OptionalLong.empty(), "slow"));

        String text = ReportText.of(CheckReport.of(
                List.of("some.key: other users can read /etc/secret\nx"),
                List.of(new SiteReport("prod", false, "per-machine", steps, List.of(), Optional.empty()))));

        assertThat(text).isEqualTo("""
                Configuration
                  warning            configuration  some.key: other users can read /etc/secret?x

                Site prod, strategy per-machine
                  ok         120 ms  sign in at ddc1  site id 1
                  failed             machine CTX-9    not found
                  warning            cycle            slow

                Result: failed (4 steps, 1 failed, 2 warning)
                """);
    }
}
