package io.citrixexporter.start;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citrixexporter.check.CheckReport;
import io.citrixexporter.check.SiteChecks;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** The command {@code check}: the program without its endpoint and without cycles. */
@Singleton
@Unremovable
public final class Check implements QuarkusApplication {
    /** No listener, since the exporter may be running, and only the report on the standard output. */
    private static final Map<String, String> SETTINGS = Map.of(
            "quarkus.http.host-enabled", "false",
            "quarkus.http.domain-socket-enabled", "false",
            "quarkus.log.console.stderr", "true",
            "quarkus.log.file.enabled", "false");

    private static final String LOG_LEVEL = "quarkus.log.console.level";

    private final SiteChecks checks;
    private final ObjectMapper json;

    Check(SiteChecks checks, ObjectMapper json) {
        this.checks = checks;
        this.json = json;
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
        CheckOptions options = CheckOptions.of(arguments);
        // Reads the configuration, if nothing did before.
        List<String> sites = checks.sites();
        List<String> ofStart = StartWarnings.soFar();
        if (options.site.isPresent() && !sites.contains(options.site.get())) {
            System.err.printf(
                    "--site %s: no such site; the configuration has %s%n",
                    options.site.get(), String.join(", ", sites));
            return Main.INVALID_ARGUMENTS;
        }
        CheckReport report = checks.run(options.site, ofStart);
        System.out.println(
                options.output == CheckOptions.Output.json
                        ? json.writerWithDefaultPrettyPrinter().writeValueAsString(report)
                        : report.text().stripTrailing());
        return report.ok() ? 0 : 1;
    }
}
