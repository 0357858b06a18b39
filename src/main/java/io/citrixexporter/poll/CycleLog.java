package io.citrixexporter.poll;

import io.citrixexporter.config.OneLine;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.snapshot.MachinePoll;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Logs the cycles of one site: a line per cycle, and otherwise only changes between success and failure.
 * While the whole site is unreachable its machines are not logged one by one.
 */
final class CycleLog {
    private static final Logger LOG = Logger.getLogger(CycleLog.class);
    private static final int MAX_LINES = 10;
    private static final int MAX_LABEL_LENGTH = 100;

    private final String site;
    private final Set<String> badMachines = new HashSet<>();
    private boolean siteBad;
    private boolean skipping;
    private boolean skippedMeanwhile;

    CycleLog(String site) {
        this.site = site;
    }

    synchronized void ended(CycleResult cycle) {
        skipping = skippedMeanwhile;
        skippedMeanwhile = false;
        cycle.siteFailure().ifPresentOrElse(this::siteFailed, () -> {
            siteReached();
            machinesPolled(cycle.polls());
        });
        LOG.infof(
                "%s: cycle ended, machines: %d ok, %d failed; sessions read: %d; %d ms",
                site,
                cycle.polls().size() - cycle.failures(),
                cycle.failures(),
                cycle.sessions(),
                cycle.duration().toMillis());
    }

    /** Logged once, until a cycle has ended before the next was due. */
    synchronized void skipped() {
        skippedMeanwhile = true;
        if (skipping) {
            return;
        }
        skipping = true;
        LOG.warnf("%s: cycle skipped, the last one is still running; raise citrix.poll.interval or concurrency", site);
    }

    private void siteFailed(PollFailure failure) {
        if (!siteBad) {
            siteBad = true;
            LOG.warnf("%s: site not reached, %s: %s", site, failure.reason().label(), failure.message());
        }
    }

    private void siteReached() {
        if (siteBad) {
            siteBad = false;
            LOG.infof("%s: site reached again", site);
        }
    }

    private void machinesPolled(List<MachinePoll> polls) {
        List<String> worse = new ArrayList<>();
        List<String> better = new ArrayList<>();
        for (MachinePoll poll : polls) {
            String label = poll.target().label();
            poll.failure()
                    .ifPresentOrElse(
                            failure -> {
                                if (badMachines.add(label)) {
                                    worse.add("machine %s failed, %s: %s"
                                            .formatted(
                                                    shown(label),
                                                    failure.reason().label(),
                                                    failure.message()));
                                }
                            },
                            () -> {
                                if (badMachines.remove(label)) {
                                    better.add("machine " + shown(label) + " recovered");
                                }
                            });
        }
        if (!badMachines.isEmpty()) {
            badMachines.retainAll(
                    polls.stream().map(poll -> poll.target().label()).collect(Collectors.toSet()));
        }
        logLines(Logger.Level.WARN, worse);
        logLines(Logger.Level.INFO, better);
    }

    private static String shown(String label) {
        return OneLine.of(label, MAX_LABEL_LENGTH);
    }

    private void logLines(Logger.Level level, List<String> lines) {
        int logged = lines.size() > MAX_LINES ? MAX_LINES - 1 : lines.size();
        lines.stream().limit(logged).forEach(line -> LOG.logf(level, "%s: %s", site, line));
        if (lines.size() > logged) {
            LOG.logf(level, "%s: and %d machines more", site, lines.size() - logged);
        }
    }
}
