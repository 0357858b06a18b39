package io.citrixexporter.web;

import io.citrixexporter.metrics.CallState;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SiteState;
import io.citrixexporter.time.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A site on the status page, as text.
 *
 * @param state whether the last cycle reached it
 * @param reached whether it did, or no cycle has ended yet
 * @param failure why not, or empty
 * @param controller the controller in use
 * @param lastCycle when the last cycle ended, or empty
 * @param age how long ago
 * @param up number of machines whose last poll succeeded
 * @param machines number of machines
 * @param throttling whether the site throttles the exporter
 * @param tokenExpiry when the token expires, or empty
 */
record StatusOfSite(
        String site,
        String state,
        boolean reached,
        String failure,
        String controller,
        String lastCycle,
        String age,
        long up,
        int machines,
        String throttling,
        String tokenExpiry) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    static StatusOfSite of(SiteSnapshot site, CallState calls, int concurrency, Timestamp now) {
        SiteState state = site.state();
        return new StatusOfSite(
                site.site(),
                state.polled() ? (state.reached() ? "reached" : "not reached") : "not polled yet",
                state.reached() || !state.polled(),
                state.failure().map(PollFailure::text).orElse(""),
                state.controller(),
                state.polled() ? text(state.lastCycleEnd().instant()) : "",
                state.polled() ? age(state.lastCycleEnd().ageAt(now.nanoTime())) : "",
                site.machines().stream().filter(machine -> machine.up()).count(),
                site.machines().size(),
                throttling(calls, concurrency),
                calls.tokenExpiry().map(StatusOfSite::text).orElse(""));
    }

    private static String throttling(CallState calls, int concurrency) {
        if (!calls.backoff().isZero()) {
            return "no request for " + age(calls.backoff());
        }
        boolean reduced = calls.concurrencyLimit() > 0 && calls.concurrencyLimit() < concurrency;
        return reduced
                ? "at most %d of %d requests in flight".formatted(calls.concurrencyLimit(), concurrency)
                : "none";
    }

    /** A duration in its two largest units, such as {@code 2 h 5 min}. */
    static String age(Duration age) {
        if (age.toDays() > 0) {
            return "%d d %d h".formatted(age.toDays(), age.toHoursPart());
        }
        if (age.toHours() > 0) {
            return "%d h %d min".formatted(age.toHours(), age.toMinutesPart());
        }
        return age.toMinutes() > 0
                ? "%d min %d s".formatted(age.toMinutes(), age.toSecondsPart())
                : age.toSeconds() + " s";
    }

    /** A time to the second, in UTC. */
    static String text(Instant instant) {
        return TIME.format(instant);
    }
}
