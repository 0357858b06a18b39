package io.citrixexporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.TestClock;
import io.citrixexporter.metrics.CallState;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.model.SessionTally;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SiteState;
import io.citrixexporter.snapshot.Snapshots;
import io.citrixexporter.targets.PollTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusPageTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00.123Z");
    private static final Instant LATER = NOON.plusSeconds(75);
    private static final PollFailure FAILURE = new PollFailure(FailureReason.NOT_FOUND, "HTTP 404: not found", true);
    private static final CallState CALLS =
            new CallState(Optional.of(Instant.parse("2026-05-01T13:00:00Z")), 8, Duration.ZERO);

    private final List<PollTarget> machines = IntStream.range(0, 5_000)
            .mapToObj(number -> PollTarget.named("CORP\\CTX-%04d".formatted(number), "CTX-%04d".formatted(number)))
            .toList();

    @Test
    void listsMachinesThatAreDown() {
        StatusPage page = page(polled(40), CALLS, "");

        assertThat(page.down()).isEqualTo(40);
        assertThat(page.found()).isEqualTo(40);
        assertThat(page.machines())
                .hasSize(40)
                .contains(new StatusOfMachine(
                        "prod",
                        "CTX-0007",
                        "",
                        false,
                        "down",
                        "not_found: HTTP 404: not found",
                        "2026-05-01 12:00:00"));
    }

    @Test
    void showsTheFirstOfManyMachines() {
        StatusPage page = page(polled(5_000), CALLS, "");

        assertThat(page.found()).isEqualTo(5_000);
        assertThat(page.machines()).hasSize(100);
        assertThat(page.machines().get(99).machine()).isEqualTo("CTX-0099");
    }

    @ParameterizedTest
    @CsvSource({
        "ctx-0007, 1",
        "CORP\\ctx-49, 100",
        "prod, 5000",
        "NOT_FOUND, 40",
        "nothing, 0",
    })
    void findsMachines(String query, int found) {
        assertThat(page(polled(40), CALLS, query).found()).isEqualTo(found);
    }

    @Test
    void listsMachinesThatAreDownFirst() {
        assertThat(page(polled(2), CALLS, "ctx").machines())
                .extracting(StatusOfMachine::state)
                .startsWith("down", "down", "up");
    }

    @Test
    void showsTheStateOfASite() {
        assertThat(page(polled(40), CALLS, "").sites())
                .containsExactly(new StatusOfSite(
                        "prod",
                        "reached",
                        true,
                        "",
                        "ddc2",
                        "2026-05-01 12:00:00",
                        "1 min 15 s",
                        4_960,
                        5_000,
                        "none",
                        "2026-05-01 13:00:00"));
    }

    @Test
    void showsWhyASiteIsNotReached() {
        SiteSnapshot site = Snapshots.unpolled("prod", machines).next(state(Optional.of(FAILURE)), polls(5_000));

        StatusOfSite status = page(site, CALLS, "").sites().get(0);

        assertThat(status.state()).isEqualTo("not reached");
        assertThat(status.reached()).isFalse();
        assertThat(status.failure()).isEqualTo("not_found: HTTP 404: not found");
    }

    @Test
    void showsASiteThatIsNotPolledYet() {
        StatusPage page = page(
                Snapshots.unpolled("prod", machines), new CallState(Optional.empty(), 0, Duration.ZERO), "CTX-0001");

        assertThat(page.down()).isZero();
        assertThat(page.sites().get(0).state()).isEqualTo("not polled yet");
        assertThat(page.sites().get(0).lastCycle() + page.sites().get(0).age()).isEmpty();
        assertThat(page.machines()).extracting(StatusOfMachine::state).containsExactly("not polled yet");
    }

    @ParameterizedTest
    @CsvSource({"8, 0, none", "3, 0, at most 3 of 8 requests in flight", "3, 12, no request for 12 s"})
    void showsThrottling(int limit, int backoff, String text) {
        CallState calls = new CallState(Optional.empty(), limit, Duration.ofSeconds(backoff));

        assertThat(page(polled(0), calls, "").sites().get(0).throttling()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "59, 59 s", "60, 1 min 0 s", "3660, 1 h 1 min", "90000, 1 d 1 h"})
    void writesAgesInTwoUnits(int seconds, String text) {
        assertThat(StatusOfSite.age(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    private static StatusPage page(SiteSnapshot site, CallState calls, String query) {
        return StatusPage.of(List.of(site), any -> calls, 8, query, TestClock.at(LATER));
    }

    private SiteSnapshot polled(int down) {
        return Snapshots.unpolled("prod", machines).next(state(Optional.empty()), polls(down));
    }

    private List<MachinePoll> polls(int down) {
        return IntStream.range(0, machines.size())
                .mapToObj(number -> number < down
                        ? MachinePoll.failed(machines.get(number), TestClock.at(NOON), FAILURE)
                        : MachinePoll.succeeded(machines.get(number), TestClock.at(NOON), SessionTally.NONE))
                .toList();
    }

    private static SiteState state(Optional<PollFailure> failure) {
        return new SiteState(Optional.empty(), "ddc2", TestClock.at(NOON), Optional.empty(), Optional.empty(), failure);
    }
}
