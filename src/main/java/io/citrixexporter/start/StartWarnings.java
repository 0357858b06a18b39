package io.citrixexporter.start;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Collects what some loggers warn of while the program starts. Quarkus ignores keys that it does not know and logs a warning
 * for each; of a key that is meant to protect the endpoint that is not enough. The command {@code check} shows all of them.
 */
final class StartWarnings extends ExtHandler {
    private static final PatternFormatter FORMAT = new PatternFormatter("%s");
    private static final Pattern UNKNOWN_KEY = Pattern.compile("^Unrecognized configuration key \"([^\"]+)\"");
    private static final Pattern SECURITY =
            Pattern.compile("(?i)quarkus[._](security|http[._](auth|ssl)|management[._](auth|ssl))[._].*");

    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    // A logger without references may be collected, and its handlers with it.
    private static final List<Logger> WATCHED = new CopyOnWriteArrayList<>();

    private StartWarnings() {}

    /** Begins to collect; to be called before Quarkus starts, while no level of the log can hide anything. */
    static void watch(String... loggers) {
        for (String name : loggers) {
            Logger logger = Logger.getLogger(name);
            logger.addHandler(new StartWarnings());
            WATCHED.add(logger);
        }
    }

    static List<String> soFar() {
        return List.copyOf(FOUND);
    }

    /**
     * Ends the start if a key that is meant to protect the endpoint is not known.
     *
     * @throws ConfigurationException with a line for each of these keys
     */
    static void refuseIgnoredSecurity() {
        List<String> ignored = FOUND.stream()
                .map(UNKNOWN_KEY::matcher)
                .filter(Matcher::find)
                .map(unknown -> unknown.group(1))
                .filter(key -> SECURITY.matcher(key).matches())
                .distinct()
                .sorted()
                .toList();
        if (!ignored.isEmpty()) {
            throw new ConfigurationException("Keys that are meant to protect the exporter would have no effect:\n  "
                    + String.join("\n  ", ignored) + "\nFix their names, or remove them.");
        }
    }

    @Override
    protected void doPublish(ExtLogRecord entry) {
        if (entry.getLevel().intValue() == Level.WARN.intValue()) {
            FOUND.add(FORMAT.format(entry));
        }
    }
}
