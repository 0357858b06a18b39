package io.citrixexporter.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Runs programs that may not be installed. */
final class Tool {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private Tool() {}

    /** A program could not be run; the message gives the reason in a single line. */
    static final class MissingException extends Exception {
        private static final long serialVersionUID = 1L;

        MissingException(String message) {
            super(message);
        }
    }

    /** The output of the program, including errors. */
    static String run(List<String> command) throws IOException, InterruptedException, MissingException {
        File output = Files.createTempFile("bench", ".txt").toFile();
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
            // The site is on this machine.
            builder.environment().keySet().removeIf(name -> name.toLowerCase(Locale.ROOT)
                    .endsWith("_proxy"));
            Process process = started(builder);
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new MissingException(command.get(0) + " did not end in " + TIMEOUT.toMinutes() + " minutes");
            }
            String text = Files.readString(output.toPath(), StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new MissingException(command.get(0) + ": " + text.strip().replaceAll("(?s).*\n", ""));
            }
            return text;
        } finally {
            Files.delete(output.toPath());
        }
    }

    private static Process started(ProcessBuilder builder) throws MissingException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new MissingException(Path.of(builder.command().get(0)).getFileName() + " is not installed");
        }
    }
}
