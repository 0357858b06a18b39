package io.citrixexporter.citrix.throttle;

import io.citrixexporter.citrix.http.CitrixException;
import org.jspecify.annotations.Nullable;

/** What the end of a request says about the load of the server. */
enum LoadSignal {
    /** The request succeeded, or failed with a status that does not indicate overload, such as 404. */
    HEALTHY,
    /** 429: the server limits this client. */
    THROTTLED,
    /** 503: the server or a single machine is overloaded. */
    OVERLOADED,
    /** No response, or another server error. */
    UNAVAILABLE,
    /** There was no HTTP status, and the failure does not mean that the server is unavailable. */
    NEUTRAL;

    static LoadSignal of(@Nullable CitrixException failure) {
        if (failure == null) {
            return HEALTHY;
        }
        int status = failure.status().orElse(0);
        return switch (status) {
            case 429 -> THROTTLED;
            case 503 -> OVERLOADED;
            default -> {
                if (failure.reason().unavailable()) {
                    yield UNAVAILABLE;
                }
                yield status == 0 ? NEUTRAL : HEALTHY;
            }
        };
    }
}
