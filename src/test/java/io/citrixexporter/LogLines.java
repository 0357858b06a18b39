package io.citrixexporter;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What a class tells the log while a test runs: lines of level and text. */
public final class LogLines extends Handler implements AutoCloseable {
    private static final PatternFormatter FORMAT = new PatternFormatter("%p %s");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private LogLines(Logger logger) {
        this.logger = logger;
    }

    /** Listens to the logger of a class until closed. */
    public static LogLines of(String className) {
        LogLines lines = new LogLines(Logger.getLogger(className));
        lines.logger.addHandler(lines);
        return lines;
    }

    /** Whether there is such a line since the last call of {@link #take()}. */
    public boolean has(String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }

    /** The lines since the last call. */
    public List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(FORMAT.format(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
