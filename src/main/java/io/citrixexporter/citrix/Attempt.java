package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.Deadline;
import java.time.Duration;
import java.util.Optional;

/**
 * One attempt to read the sessions on a machine.
 *
 * @param deadline of the cycle
 * @param maxTimeout a shorter timeout than {@code citrix.poll.request-timeout}, if the caller retries after it
 * @param retry whether the machine was polled before in this cycle, or failed in the last one; then its failure says
 *     nothing new about the controller
 */
public record Attempt(Deadline deadline, Optional<Duration> maxTimeout, boolean retry) {
    private static final Duration MIN_RETRY_DELAY = Duration.ofMillis(100);

    /** The only attempt, with the configured timeout. */
    public static Attempt once(Deadline deadline) {
        return new Attempt(deadline, Optional.empty(), false);
    }

    /** The timeout of this attempt. */
    Duration timeout(Duration configured) {
        return maxTimeout.filter(shorter -> shorter.compareTo(configured) < 0).orElse(configured);
    }

    /**
     * The delay before a call is repeated whose connection broke or whose server failed: 100 to 300 ms.
     *
     * @param random 0 to 1, so that calls which failed together do not return together
     */
    public static Duration retryDelay(double random) {
        return MIN_RETRY_DELAY.plusNanos((long) (2 * MIN_RETRY_DELAY.toNanos() * random));
    }
}
