package io.citrixexporter.check;

import io.citrixexporter.config.ExporterConfig;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What a cycle of a site is expected to take.
 *
 * @param machines number of machines that are polled
 * @param calls calls of the API
 * @param seconds its length without failures
 * @param intervalSeconds time between the starts of two cycles
 * @param timeoutSeconds its deadline
 * @param series number of series of the site
 */
public record CycleEstimate(
        int machines, int calls, double seconds, double intervalSeconds, double timeoutSeconds, int series) {

    /**
     * With {@code strategy: per-machine}.
     *
     * @param response median response time
     */
    static CycleEstimate perMachine(
            int machines, Duration response, Optional<Double> requestsPerSecond, ExporterConfig.Poll poll, int series) {
        double unlimited = seconds(response) * machines / Math.min(poll.concurrency(), Math.max(1, machines));
        double limited = Math.max(
                unlimited, requestsPerSecond.map(rate -> machines / rate).orElse(0.0));
        double spread = poll.spread() ? 0.8 * seconds(poll.timeout()) : 0;
        return of(machines, machines, Math.max(limited, spread), poll, series);
    }

    static CycleEstimate of(int machines, int calls, double seconds, ExporterConfig.Poll poll, int series) {
        return new CycleEstimate(machines, calls, seconds, seconds(poll.interval()), seconds(poll.timeout()), series);
    }

    CheckStep.Result result() {
        if (seconds > timeoutSeconds) {
            return CheckStep.Result.FAILED;
        }
        // With spread, a cycle takes four fifths of its time on purpose.
        return seconds > 0.85 * timeoutSeconds ? CheckStep.Result.WARNING : CheckStep.Result.OK;
    }

    String text() {
        String advice = result() == CheckStep.Result.OK
                ? ""
                : "; raise citrix.poll.concurrency, requests-per-second or citrix.poll.interval";
        return String.format(
                Locale.ROOT,
                "machines: %d, calls per cycle: %d, expected time: %.1f s of %.0f s, expected series: %d%s",
                machines,
                calls,
                seconds,
                intervalSeconds,
                series,
                advice);
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
