package io.citrixexporter.citrix.throttle;

import java.util.OptionalLong;

/**
 * What a failed request says about the load of the server.
 *
 * @param kind the class of the outcome
 * @param retryAt when the server accepts the next request, a monotonic time in nanoseconds, if it requested one
 */
public record Outcome(Kind kind, OptionalLong retryAt) {

    /** The classes. */
    public enum Kind {
        /** The server responded with a status that does not indicate overload, such as 404. */
        HEALTHY,
        /** 429: the server limits this client. */
        THROTTLED,
        /** 503: the server or a single machine is overloaded. */
        OVERLOADED,
        /** No response, or another server error. */
        UNAVAILABLE,
        /** There was no HTTP status, and the failure does not mean that the server is unavailable. */
        NEUTRAL
    }
}
