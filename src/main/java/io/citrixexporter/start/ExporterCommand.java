package io.citrixexporter.start;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line. Without arguments the program polls the sites. */
@Command(
        name = "citrix-session-exporter",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        versionProvider = ExporterCommand.Version.class,
        subcommands = CheckCommand.Options.class,
        description = "Exports the sessions on Citrix machines as Prometheus metrics.",
        footer = {
            "",
            "Without arguments it polls the sites of config/application.yaml in the working directory.",
            "Options of Java and of Quarkus, such as -Dquarkus.http.port=9090, come before -jar."
        })
final class ExporterCommand {

    /** The version of the program, from its jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = ExporterCommand.class.getPackage().getImplementationVersion();
            return new String[] {
                "citrix-session-exporter %s, Java %s"
                        .formatted(version == null ? "unknown" : version, System.getProperty("java.version"))
            };
        }
    }
}
