package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.throttle.Outcome;
import org.jspecify.annotations.Nullable;

/** Classifies a call for metrics and for the limiter. */
final class CallOutcome {
    private CallOutcome() {}

    /** The value of the {@code outcome} label: a status class such as {@code 2xx}, or the label of a reason. */
    static String label(@Nullable Throwable failure) {
        if (failure == null) {
            return "2xx";
        }
        CitrixException known = CitrixErrors.of(failure);
        int status = known.status().orElse(0);
        return status >= 300 ? status / 100 + "xx" : known.reason().label();
    }

    /** What a failure says about the load of the controller. */
    static Outcome load(Throwable failure) {
        CitrixException known = CitrixErrors.of(failure);
        return new Outcome(kind(known), known.retryAt());
    }

    private static Outcome.Kind kind(CitrixException failure) {
        int status = failure.status().orElse(0);
        return switch (status) {
            case 429 -> Outcome.Kind.THROTTLED;
            case 503 -> Outcome.Kind.OVERLOADED;
            default -> {
                if (failure.reason().unavailable()) {
                    yield Outcome.Kind.UNAVAILABLE;
                }
                yield status == 0 ? Outcome.Kind.NEUTRAL : Outcome.Kind.HEALTHY;
            }
        };
    }
}
