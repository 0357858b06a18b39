package io.citrixexporter.start;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Collects the keys that Quarkus does not know. It ignores them and logs a warning for each; of a key that is meant to
 * protect the endpoint that is not enough.
 */
final class IgnoredKeys extends Handler {
    private static final PatternFormatter FORMAT = new PatternFormatter("%s");
    private static final Pattern WARNING = Pattern.compile("^Unrecognized configuration key \"([^\"]+)\"");
    private static final Pattern SECURITY =
            Pattern.compile("(?i)quarkus[._](security|http[._](auth|ssl)|management[._](auth|ssl))[._].*");
    private static final Set<String> FOUND = new ConcurrentSkipListSet<>();

    // Kept here, since a logger without references may be collected, and its handlers with it.
    private static final Logger LOGGER = Logger.getLogger("io.quarkus.config");

    private IgnoredKeys() {}

    /** Begins to collect; to be called before Quarkus starts, while no level of the log can hide anything. */
    static void watch() {
        LOGGER.addHandler(new IgnoredKeys());
    }

    /** The keys so far that are meant to protect the endpoint. */
    static Set<String> ofSecurity() {
        return new TreeSet<>(FOUND);
    }

    @Override
    public void publish(LogRecord entry) {
        Matcher matcher = WARNING.matcher(FORMAT.format(entry));
        if (matcher.find() && SECURITY.matcher(matcher.group(1)).matches()) {
            FOUND.add(matcher.group(1));
        }
    }

    @Override
    public void flush() {
        // nothing is kept back
    }

    @Override
    public void close() {
        // nothing is open
    }
}
