package io.citrixexporter.snapshot;

import io.citrixexporter.model.PollFailure;
import java.time.Instant;

/**
 * Polls of a machine that failed in a row.
 *
 * @param failure that of the last one
 * @param since when the first one ended
 */
public record Outage(PollFailure failure, Instant since) {
    Outage with(PollFailure latest) {
        return new Outage(latest, since);
    }
}
