package io.citrixexporter.citrix.throttle;

import io.citrixexporter.time.TimeSource;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Logs once that a site throttles the exporter, and once that it no longer does. */
final class ThrottleLog {
    private static final Logger LOG = Logger.getLogger(ThrottleLog.class);

    /** Throttling has ended after this time without any. */
    private static final Duration QUIET = Duration.ofMinutes(5);

    private final String site;
    private final TimeSource time;
    private boolean throttled;
    private long lastThrottled;

    ThrottleLog(String site, TimeSource time) {
        this.site = site;
        this.time = time;
    }

    void throttled(AdaptiveLimit limit, Throwable failure) {
        if (!throttled) {
            LOG.warnf("%s: throttled, at most %d requests in flight: %s", site, limit.current(), failure.getMessage());
        }
        throttled = true;
        lastThrottled = time.nanoTime();
    }

    void healthy(AdaptiveLimit limit) {
        if (throttled && !limit.isReduced() && time.since(lastThrottled).compareTo(QUIET) >= 0) {
            throttled = false;
            LOG.infof("%s: no longer throttled, at most %d requests in flight", site, limit.current());
        }
    }
}
