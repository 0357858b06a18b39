package io.citrixexporter.start;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citrixexporter.check.CheckReport;
import io.citrixexporter.check.CheckRunner;
import io.citrixexporter.check.ReportText;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code check}: the program without its endpoint and without cycles. */
@Singleton
@Unremovable
public final class CheckCommand implements QuarkusApplication {
    /** No listener, since the exporter may be running, and only the report on the standard output. */
    private static final Map<String, String> SETTINGS = Map.of(
            "quarkus.http.host-enabled", "false",
            "quarkus.http.domain-socket-enabled", "false",
            "quarkus.log.console.stderr", "true",
            "quarkus.log.file.enabled", "false");

    private static final String LOG_LEVEL = "quarkus.log.console.level";

    private final CheckRunner runner;
    private final ObjectMapper json;

    CheckCommand(CheckRunner runner, ObjectMapper json) {
        this.runner = runner;
        this.json = json;
    }

    @Command(
            name = "check",
            description = {
                "Tries the configuration: signs in to each site, reads the inventory, looks up the configured machines and polls"
                        + " one machine of each delivery group, with few calls.",
                "Exit status: 0 if everything works, 1 if not, 2 for invalid arguments."
            })
    static final class Options {
        @Option(names = "--site", paramLabel = "NAME", description = "Checks only this site.")
        Optional<String> site = Optional.empty();

        @Option(names = "--output", paramLabel = "FORMAT", description = "text (default) or json.")
        Output output = Output.text;
    }

    /** The formats, as they are written. */
    enum Output {
        text,
        json
    }

    /** To be called before Quarkus starts. */
    static void prepare() {
        SETTINGS.forEach(System::setProperty);
        // The report has what the log warns of, at start and later.
        System.getProperties().putIfAbsent(LOG_LEVEL, "ERROR");
        StartWarnings.watch("io.citrixexporter");
    }

    @Override
    @SuppressWarnings("SystemOut")
    public int run(String... arguments) throws JsonProcessingException {
        StartWarnings.refuseIgnoredSecurity();
        Options options = options(arguments);
        // Reads the configuration, if nothing did before.
        List<String> sites = runner.sites();
        List<String> ofStart = StartWarnings.soFar();
        if (options.site.isPresent() && !sites.contains(options.site.get())) {
            System.err.printf(
                    "--site %s: no such site; the configuration has %s%n",
                    options.site.get(), String.join(", ", sites));
            return Main.INVALID_ARGUMENTS;
        }
        CheckReport report = runner.run(options.site, ofStart);
        System.out.println(
                options.output == Output.json
                        ? json.writerWithDefaultPrettyPrinter().writeValueAsString(report)
                        : ReportText.of(report).stripTrailing());
        return report.ok() ? 0 : 1;
    }

    private static Options options(String... arguments) {
        CommandLine.ParseResult parsed = new CommandLine(new ExporterCommand()).parseArgs(arguments);
        return (Options) parsed.subcommand().commandSpec().userObject();
    }
}
