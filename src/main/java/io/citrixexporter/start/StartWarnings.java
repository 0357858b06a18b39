package io.citrixexporter.start;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Collects what the log warns of while the program starts, for a command that does not show the log. */
final class StartWarnings extends Handler {
    private static final PatternFormatter FORMAT = new PatternFormatter("%s");

    /** Those of the exporter, and keys that Quarkus does not know. Kept here, since the log manager may forget a logger without references. */
    private static final List<Logger> LOGGERS = Stream.of("io.citrixexporter", "io.quarkus.config")
            .map(Logger::getLogger)
            .toList();

    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    private StartWarnings() {}

    /** Begins to collect; to be called before Quarkus starts. */
    static void watch() {
        LOGGERS.forEach(logger -> logger.addHandler(new StartWarnings()));
    }

    /** The warnings so far. */
    static List<String> soFar() {
        return List.copyOf(FOUND);
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() == Level.WARNING.intValue()) {
            FOUND.add(FORMAT.format(entry));
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
