package io.citrixexporter.citrix;

import io.citrixexporter.time.Deadline;
import io.citrixexporter.time.DurationMath;
import java.time.Duration;
import java.util.Optional;

/**
 * One attempt of a call, mostly for the sessions on a machine.
 *
 * @param deadline of the cycle
 * @param maxTimeout a shorter timeout than {@code citrix.poll.request-timeout}, if the caller retries after it
 * @param retry whether the machine was polled before in this cycle, or failed in the last one; then its failure says
 *     nothing new about the controller
 */
public record PollAttempt(Deadline deadline, Optional<Duration> maxTimeout, boolean retry) {
    /** The only attempt, with the configured timeout. */
    public static PollAttempt once(Deadline deadline) {
        return new PollAttempt(deadline, Optional.empty(), false);
    }

    /** The timeout of this attempt. */
    Duration timeout(Duration configured) {
        return maxTimeout.map(shorter -> DurationMath.min(shorter, configured)).orElse(configured);
    }
}
