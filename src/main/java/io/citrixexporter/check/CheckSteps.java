package io.citrixexporter.check;

import static io.citrixexporter.check.CheckStep.Result.FAILED;
import static io.citrixexporter.check.CheckStep.Result.OK;
import static io.citrixexporter.check.CheckStep.Result.WARNING;

import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The steps of a check of one site, in their order, and the calls behind them. */
final class CheckSteps {
    private final List<CheckStep> all = new ArrayList<>();
    private final CheckListener listener;
    private final TimeSource time;

    CheckSteps(CheckListener listener, TimeSource time) {
        this.listener = listener;
        this.time = time;
    }

    List<CheckStep> all() {
        return List.copyOf(all);
    }

    boolean ok() {
        return all.stream().noneMatch(step -> step.result() == FAILED);
    }

    void addAll(List<CheckStep> steps) {
        all.addAll(steps);
    }

    void add(String step, CheckStep.Result result, String detail) {
        all.add(new CheckStep(step, result, OptionalLong.empty(), detail));
    }

    /** A call that succeeded, with what it found, or failed. */
    <T> void addAttempt(String step, Attempted<T> attempted, Function<T, String> detail) {
        attempted
                .failure()
                .ifPresentOrElse(
                        failure -> addCall(step, FAILED, attempted, text(failure.asPollFailure())),
                        () -> addCall(
                                step,
                                OK,
                                attempted,
                                attempted.value().map(detail).orElse("")));
    }

    /** A call, with the time that it took; a warning at least if the site throttled it. */
    void addCall(String step, CheckStep.Result result, Attempted<?> attempted, String detail) {
        boolean throttled = attempted.throttled();
        all.add(new CheckStep(
                step,
                throttled && result == OK ? WARNING : result,
                OptionalLong.of(attempted.took().toMillis()),
                throttled ? detail + "; the site throttled the check with HTTP 429 or 503" : detail));
    }

    static String text(PollFailure failure) {
        String advice = failure.reason() == FailureReason.FORBIDDEN
                ? "; the account needs the role Read Only Administrator with the scope All"
                : "";
        return failure.text() + advice;
    }

    /** Waits for a call. */
    <T> Attempted<T> attempt(Uni<T> call) {
        long start = time.nanoTime();
        int backoffs = listener.backoffs();
        Optional<T> value = Optional.empty();
        Optional<CitrixException> failure = Optional.empty();
        try {
            value = Optional.of(call.await().indefinitely());
        } catch (CitrixException e) {
            failure = Optional.of(e);
        }
        return new Attempted<>(value, failure, time.since(start), listener.backoffs() > backoffs);
    }

    /**
     * A call that has ended.
     *
     * @param throttled whether the site requested a backoff
     */
    record Attempted<T>(Optional<T> value, Optional<CitrixException> failure, Duration took, boolean throttled) {}
}
