package io.citrixexporter.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.FakeCitrix;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.snapshot.SiteState;
import io.citrixexporter.targets.PollTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CycleResultTest {

    @ParameterizedTest
    @EnumSource(
            value = FailureReason.class,
            names = {"NOT_FOUND", "TRUNCATED", "TOO_LARGE"})
    void reportsSiteAsReachedAfterAnyResponse(FailureReason reason) {
        assertThat(cycle(Optional.empty(), FailureReason.CONNECT, reason).reached())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureReason.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NOT_FOUND", "TRUNCATED", "TOO_LARGE"})
    void reportsSiteAsUnreachedWithoutResponses(FailureReason reason) {
        CycleResult cycle = cycle(Optional.empty(), reason, reason);

        assertThat(cycle.reached()).isFalse();
        assertThat(cycle.siteFailure()).map(PollFailure::reason).hasValue(reason);
    }

    @Test
    void reportsSiteWithoutMachinesAsReachedAfterInventoryRead() {
        Optional<PollFailure> failure =
                Optional.of(FakeCitrix.failure(FailureReason.FORBIDDEN, "text").asPollFailure());

        assertThat(cycle(Optional.empty()).reached()).isTrue();
        assertThat(cycle(failure).reached()).isFalse();
        assertThat(cycle(failure).siteFailure()).isEqualTo(failure);
    }

    @Test
    void keepsCitrixSiteName() {
        SiteState before =
                cycle(Optional.empty()).stateAfter(SiteState.unpolled("ddc1", Optional.empty(), Optional.empty()));
        CycleResult failed = CycleResults.loginFailed(
                TestClock.START,
                TestClock.START,
                FakeCitrix.failure(FailureReason.AUTH, "text").asPollFailure(),
                List.of());

        assertThat(failed.stateAfter(before).identity()).hasValue(FakeCitrix.IDENTITY);
        assertThat(failed.stateAfter(before).reached()).isFalse();
    }

    private static CycleResult cycle(Optional<PollFailure> inventoryFailure, FailureReason... reasons) {
        return new CycleResult(
                TestClock.at(TestClock.START),
                TestClock.at(TestClock.START),
                Optional.of(FakeCitrix.IDENTITY),
                "ddc1",
                Optional.empty(),
                inventoryFailure,
                Optional.empty(),
                Optional.empty(),
                Arrays.stream(reasons)
                        .map(reason -> MachinePoll.failed(
                                PollTarget.named(reason.name(), reason.name()),
                                TestClock.at(TestClock.START),
                                FakeCitrix.failure(reason, "text").asPollFailure()))
                        .toList());
    }
}
