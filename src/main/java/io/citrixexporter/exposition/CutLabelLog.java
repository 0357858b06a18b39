package io.citrixexporter.exposition;

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
                                        site, labels.cut(), LabelText.LONGEST, beginning(first));
                            }
                        },
                        () -> {
                            if (cutting.remove(site)) {
                                LOG.infof("%s: all label values are shown whole again", site);
                            }
                        });
    }

    /** On one line, of a length to read, with {@code ?} for every character that would not show. */
    private static String beginning(String value) {
        return value.substring(0, Math.min(value.length(), LONGEST_TOLD))
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    }
}
