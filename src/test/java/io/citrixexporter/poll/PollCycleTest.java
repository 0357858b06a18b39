package io.citrixexporter.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.CitrixException;
import io.citrixexporter.citrix.FakeCitrix;
import io.citrixexporter.citrix.Reason;
import io.citrixexporter.inventory.MachineRef;
import io.citrixexporter.snapshot.InventoryStatus;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.snapshot.SiteState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PollCycleTest {

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"NOT_FOUND", "TRUNCATED", "TOO_LARGE"})
    void anAnswerOfTheApiIsEnoughToHaveReachedIt(Reason reason) {
        assertThat(walked(Optional.empty(), Reason.CONNECT, reason).reached()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NOT_FOUND", "TRUNCATED", "TOO_LARGE"})
    void aSiteWhereEveryPollFailedOtherwiseWasNotReached(Reason reason) {
        PollCycle cycle = walked(Optional.empty(), reason, reason);

        assertThat(cycle.reached()).isFalse();
        assertThat(cycle.siteFailure()).map(CitrixException::reason).hasValue(reason);
    }

    @Test
    void aSiteWithoutMachinesWasReachedIfItsInventoryWasRead() {
        Optional<CitrixException> failure = Optional.of(FakeCitrix.failure(Reason.FORBIDDEN, "text"));

        assertThat(walked(Optional.empty()).reached()).isTrue();
        assertThat(walked(failure).reached()).isFalse();
        assertThat(walked(failure).siteFailure()).isEqualTo(failure);
    }

    @Test
    void theNameThatCitrixGaveASiteStaysKnown() {
        SiteState before =
                walked(Optional.empty()).stateAfter(SiteState.unpolled("ddc1", InventoryStatus.OFF, Optional.empty()));
        PollCycle refused =
                Cycles.notLetIn(TestClock.START, TestClock.START, FakeCitrix.failure(Reason.AUTH, "text"), List.of());

        assertThat(refused.stateAfter(before).identity()).hasValue(FakeCitrix.IDENTITY);
        assertThat(refused.stateAfter(before).reached()).isFalse();
    }

    private static PollCycle walked(Optional<CitrixException> inventoryFailure, Reason... reasons) {
        return new PollCycle(
                TestClock.at(TestClock.START),
                TestClock.at(TestClock.START),
                Optional.of(FakeCitrix.IDENTITY),
                "ddc1",
                Optional.empty(),
                inventoryFailure,
                InventoryStatus.OFF,
                Optional.empty(),
                Arrays.stream(reasons)
                        .map(reason -> MachinePoll.failed(
                                MachineRef.named(reason.name(), reason.name()),
                                TestClock.at(TestClock.START),
                                FakeCitrix.failure(reason, "text")))
                        .toList());
    }
}
