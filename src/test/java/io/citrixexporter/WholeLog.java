package io.citrixexporter;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * All log records since before the program starts: messages, parameters, and exceptions with their
 * causes and suppressed exceptions. Tests get it injected by its type.
 */
public final class WholeLog implements QuarkusTestResourceLifecycleManager {
    private final Listener listener = new Listener();

    @Override
    public Map<String, String> start() {
        Logger.getLogger("").addHandler(listener);
        return Map.of();
    }

    @Override
    public void stop() {
        Logger.getLogger("").removeHandler(listener);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, field -> field.getType().equals(WholeLog.class));
    }

    /** The records since the last call. */
    public List<String> take() {
        return drained(listener.records);
    }

    /** Removes the records one by one, so that concurrent records are kept for the next call. */
    static List<String> drained(Queue<String> lines) {
        List<String> taken = new ArrayList<>();
        for (String line = lines.poll(); line != null; line = lines.poll()) {
            taken.add(line);
        }
        return taken;
    }

    private static final class Listener extends Handler {
        private static final PatternFormatter FORMAT = new PatternFormatter("%p %c %s");
        private static final Pattern DUMPED = Pattern.compile("\\|[0-9a-f]{8}\\|[0-9a-f ]+\\|(.{16})\\|");

        private final Queue<String> records = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord line) {
            StringWriter text = new StringWriter();
            text.write(FORMAT.format(line) + " " + Arrays.toString(line.getParameters()));
            text.write(dumped(line.getMessage()));
            if (line.getThrown() != null) {
                line.getThrown().printStackTrace(new PrintWriter(text, true));
            }
            records.add(text.toString());
        }

        /** Joins the hex dumps of Netty, which have 16 bytes per line. */
        private static String dumped(String message) {
            return message == null
                    ? ""
                    : DUMPED.matcher(message)
                            .results()
                            .map((MatchResult row) -> row.group(1))
                            .collect(Collectors.joining());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
