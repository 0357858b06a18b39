package io.citrixexporter.start;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Starts the program. Whatever prevents that goes to the error stream, since the log may not work yet: a line or two for
 * a mistake of the user, the stack trace for anything else.
 */
@QuarkusMain
public final class Main {
    static final int INVALID_ARGUMENTS = 2;

    private Main() {}

    public static void main(String... args) {
        try {
            Class<? extends QuarkusApplication> program = program(args);
            ConfigFiles files = files();
            List<String> problems = files.problems();
            if (!problems.isEmpty()) {
                print(String.join("\n", problems));
                System.exit(1);
            }
            StartWarnings.watch("io.quarkus.config");
            Hangup.ignore();
            Quarkus.run(program, Main::ended, args);
        } catch (Throwable failure) {
            // Quarkus handles exceptions, but not errors.
            report(failure);
            System.exit(1);
        }
    }

    /** The program to run; does not return if there is none, as for {@code --help}. */
    private static Class<? extends QuarkusApplication> program(String... args) {
        if (args.length == 0) {
            return Exporter.class;
        }
        try {
            CommandLine.ParseResult arguments = new CommandLine(new ExporterCommand()).parseArgs(args);
            if (CommandLine.printHelpIfRequested(arguments)) {
                System.exit(0);
            }
            if (!arguments.hasSubcommand()) {
                return Exporter.class;
            }
            CheckCommand.prepare();
            return CheckCommand.class;
        } catch (CommandLine.ParameterException e) {
            print(e.getMessage() + "; see --help");
            System.exit(INVALID_ARGUMENTS);
            throw e;
        }
    }

    private static void ended(int status, @Nullable Throwable failure) {
        if (failure != null) {
            report(failure);
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(status, failure);
    }

    @SuppressWarnings("SystemOut")
    private static void report(Throwable failure) {
        new StartFailure(files()).explanation(failure).ifPresentOrElse(Main::print, () -> {
            print("The exporter did not start, because of a fault of its own or of its environment:");
            failure.printStackTrace(System.err);
        });
    }

    @SuppressWarnings("SystemOut")
    private static void print(String text) {
        System.err.println(text);
    }

    private static ConfigFiles files() {
        return new ConfigFiles(Path.of("").toAbsolutePath(), Main::setting);
    }

    private static @Nullable String setting(String key) {
        String variable = key.toUpperCase(Locale.ROOT).replace('.', '_');
        return System.getProperty(key, System.getenv(variable));
    }
}
