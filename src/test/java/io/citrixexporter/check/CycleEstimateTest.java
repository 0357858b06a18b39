package io.citrixexporter.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.config.TestConfigs.TestPoll;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CycleEstimateTest {
    /** An interval and a timeout of 60 s, eight requests at a time. */
    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            machines, milliseconds, requests per second, spread, seconds, result
            1,        100,          none,                false,  0.1,     OK
            8,        100,          none,                false,  0.1,     OK
            800,      100,          none,                false,  10.0,    OK
            4800,     100,          none,                false,  60.0,    WARNING
            4801,     100,          none,                false,  60.0125, FAILED
            100,      10,           2.0,                 false,  50.0,    OK
            100,      10,           1.5,                 false,  66.666,  FAILED
            100,      10,           none,                true,   48.0,    OK
            """, useHeadersInDisplayName = true)
    void comparesTheTimeOfACycleWithItsDeadline(
            int machines, long milliseconds, Double rate, boolean spread, double seconds, CheckStep.Result result) {
        Duration minute = Duration.ofMinutes(1);
        TestPoll poll = new TestPoll(minute, minute, minute, 8, Duration.ofSeconds(10), spread);

        CycleEstimate cycle = CycleEstimate.perMachine(
                machines, Duration.ofMillis(milliseconds), Optional.ofNullable(rate), poll, 20 * machines);

        assertThat(cycle.seconds()).isCloseTo(seconds, org.assertj.core.data.Offset.offset(0.001));
        assertThat(cycle.result()).isEqualTo(result);
        assertThat(cycle.text().contains("raise citrix.poll.concurrency")).isEqualTo(result != CheckStep.Result.OK);
    }
}
