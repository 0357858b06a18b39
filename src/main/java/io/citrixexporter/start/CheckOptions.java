package io.citrixexporter.start;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of the command {@code check}. */
@Command(
        name = "check",
        description = {
            "Tries the configuration: signs in to each site, reads the inventory, looks up the configured machines and polls"
                    + " one machine of each delivery group, with few calls.",
            "Exit status: 0 if everything works, 1 if not, 2 for invalid arguments."
        })
final class CheckOptions {
    @Option(names = "--site", paramLabel = "NAME", description = "Checks only this site.")
    Optional<String> site = Optional.empty();

    @Option(names = "--output", paramLabel = "FORMAT", description = "text (default) or json.")
    Output output = Output.text;

    /** The formats, as they are written. */
    enum Output {
        text,
        json
    }

    /** The options in arguments that were parsed before. */
    static CheckOptions of(String... arguments) {
        CommandLine line = new CommandLine(new ExporterCommand());
        return line.parseArgs(arguments).subcommand().commandSpec().userObject() instanceof CheckOptions options
                ? options
                : new CheckOptions();
    }
}
