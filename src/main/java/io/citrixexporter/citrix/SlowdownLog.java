package io.citrixexporter.citrix;

import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells the log once that a site has to be asked more slowly, and once that there is no reason for it any more. */
final class SlowdownLog {
    private static final Logger LOG = Logger.getLogger(SlowdownLog.class);

    /** After so long without an answer that slows down, the next one is news. */
    private static final Duration QUIET = Duration.ofMinutes(5);

    private final String site;
    private @Nullable Instant lastOverload;

    SlowdownLog(String site) {
        this.site = site;
    }

    /** There was an answer, good or not, and the pace is what it made of it. */
    void answered(@Nullable CitrixException failure, Pace pace, Instant now) {
        if (failure != null && failure.overloaded()) {
            if (lastOverload == null) {
                LOG.warnf("%s: slowed down, %d requests at a time: %s", site, pace.limit(), failure.getMessage());
            }
            lastOverload = now;
        } else if (lastOverload != null && !pace.slowed() && !now.isBefore(lastOverload.plus(QUIET))) {
            lastOverload = null;
            LOG.infof("%s: at full speed again, %d requests at a time", site, pace.limit());
        }
    }
}
