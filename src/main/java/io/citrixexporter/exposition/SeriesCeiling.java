package io.citrixexporter.exposition;

import io.citrixexporter.config.ConfigKey;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Decides whether the joint family of a site is left out because the site has too many series, and tells the log when
 * that begins and when it is over. It is over only when all series fit into nine tenths of the ceiling, so that a site
 * near it does not flap; the same number of series, asked for again, has the same answer. Thread-safe.
 */
final class SeriesCeiling {
    private static final Logger LOG = Logger.getLogger(SeriesCeiling.class);

    private final int most;
    private final Set<String> dropping = new HashSet<>();

    /** A ceiling of so many series of one site. */
    SeriesCeiling(int most) {
        this.most = most;
    }

    /** Whether the joint family of a site that has so many series, that family included, is left out. */
    synchronized boolean drops(String site, int series) {
        if (series > most) {
            if (dropping.add(site)) {
                LOG.warnf(
                        "%s: %d series are more than %s, %d; %s is left out; raise the key, poll fewer machines, or share"
                                + " them among several exporters with %s",
                        site,
                        series,
                        ConfigKey.MAX_SERIES_PER_SITE.pattern(),
                        most,
                        MetricCatalog.SESSIONS.metric(),
                        ConfigKey.SHARD_TOTAL.pattern());
            }
        } else if (fitsWell(series) && dropping.remove(site)) {
            LOG.infof(
                    "%s: %d series fit into nine tenths of %s, %d; %s is back",
                    site, series, ConfigKey.MAX_SERIES_PER_SITE.pattern(), most, MetricCatalog.SESSIONS.metric());
        }
        return dropping.contains(site);
    }

    private boolean fitsWell(int series) {
        return series * 10L <= most * 9L;
    }
}
