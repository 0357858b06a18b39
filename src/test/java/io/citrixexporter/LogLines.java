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

/** What is told the log while a test runs: lines of level and text. */
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

    /** Listens to the logger of a class until closed. */
    public static LogLines of(String className) {
        return new LogLines(Logger.getLogger(className), line -> true);
    }

    /**
     * Listens to everybody until closed, for what a user should never see: errors and stack traces. But for the simulated
     * Citrix, which makes trouble on purpose.
     */
    public static LogLines errors() {
        return new LogLines(
                Logger.getLogger(""),
                line -> bad(line) && !SIMULATED.matcher(line.getLoggerName()).find());
    }

    private static boolean bad(LogRecord line) {
        return line.getThrown() != null || line.getLevel().intValue() >= Level.SEVERE.intValue();
    }

    /** Whether there is such a line since the last call of {@link #take()}. */
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
