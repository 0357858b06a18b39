package io.citrixexporter;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jboss.logmanager.formatters.PatternFormatter;

/** The log lines of a test: level and text. */
public final class LogLines extends Handler implements AutoCloseable {
    private static final PatternFormatter FORMAT = new PatternFormatter("%p %s");
    private static final Pattern SIMULATED = Pattern.compile("(?i)wiremock|jetty");

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger logger;
    private final Predicate<LogRecord> wanted;

    private LogLines(Logger logger, Predicate<LogRecord> wanted) {
        this.logger = logger;
        this.wanted = wanted;
        logger.addHandler(this);
    }

    /** Records the lines of a logger until closed. */
    public static LogLines of(String className) {
        return new LogLines(Logger.getLogger(className), line -> true);
    }

    /**
     * Records the errors and stack traces of all loggers until closed, except those of the simulated Citrix site,
     * which fails on purpose.
     */
    public static LogLines errors() {
        return new LogLines(
                Logger.getLogger(""),
                line -> bad(line) && !SIMULATED.matcher(line.getLoggerName()).find());
    }

    private static boolean bad(LogRecord line) {
        return line.getThrown() != null || line.getLevel().intValue() >= Level.SEVERE.intValue();
    }

    /** Whether a line since the last call of {@link #take()} contains a text. */
    public boolean has(String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }

    /** The lines since the last call. */
    public List<String> take() {
        return WholeLog.drained(lines);
    }

    @Override
    public void publish(LogRecord line) {
        if (wanted.test(line)) {
            lines.add(FORMAT.format(line));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
