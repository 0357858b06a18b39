package io.citrixexporter.exposition;

import io.citrixexporter.config.OneLine;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Tells the log when label values of a site begin not to be shown whole, and when they all are again. Thread-safe. */
final class CutLabelLog {
    private static final Logger LOG = Logger.getLogger(CutLabelLog.class);
    private static final int LONGEST_TOLD = 40;

    private final Set<String> cutting = ConcurrentHashMap.newKeySet();

    /** After each scrape; only a change is told. */
    void scraped(String site, SiteLabels labels) {
        labels.firstCut()
                .ifPresentOrElse(
                        first -> {
                            if (cutting.add(site)) {
                                LOG.warnf(
                                        "%s: %d label values are not shown whole: longer than %d characters, or no valid"
                                                + " text; the first begins with %s",
                                        site, labels.cut(), LabelText.LONGEST, shown(first));
                            }
                        },
                        () -> {
                            if (cutting.remove(site)) {
                                LOG.infof("%s: all label values are shown whole again", site);
                            }
                        });
    }

    private static String shown(String value) {
        return OneLine.of(value, LONGEST_TOLD);
    }
}
