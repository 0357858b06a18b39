package io.citrixexporter.soak;

import java.util.List;
import java.util.regex.Pattern;

/** Finds errors, stack traces and tokens in the log of the exporter. */
final class LogCheck {
    static final String SECRET = "soak-secret";

    // A line may name an exception, but not contain its stack trace.
    private static final Pattern BAD = Pattern.compile(" (ERROR|FATAL) +\\[|^\\s+at |^Caused by: |OutOfMemory");

    private final List<String> lines;

    LogCheck(String log) {
        this.lines = log.lines().toList();
    }

    void check(Violations violations) {
        for (String line : lines) {
            violations.check(!BAD.matcher(line).find(), "log: " + line);
            violations.check(
                    !line.contains(SECRET) && !line.contains(Tokens.MARK), "log: a line holds a secret or a token");
        }
    }

    long warnings() {
        return lines.stream().filter(line -> line.contains(" WARN ")).count();
    }

    int lines() {
        return lines.size();
    }
}
