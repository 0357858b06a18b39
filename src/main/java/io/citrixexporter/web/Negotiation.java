package io.citrixexporter.web;

import io.citrixexporter.metrics.MetricsExposition;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.ParsedHeaderValue;
import io.vertx.ext.web.ParsedHeaderValues;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What a scraper accepts, by the quality values of its headers (RFC 9110, section 12.5). */
final class Negotiation {
    private static final Set<String> GZIP = Set.of("gzip", "x-gzip");
    private static final Set<String> OPEN_METRICS_VERSIONS = Set.of("", "0.0.1", "1.0.0");

    private Negotiation() {}

    /**
     * The content type to respond with: OpenMetrics where the scraper prefers it by name, else the Prometheus text format.
     * A scraper that accepts neither gets the text format as well, as from other exporters.
     */
    static String contentType(ParsedHeaderValues headers) {
        return headers.accept().stream()
                .filter(accepted -> accepted.weight() > 0)
                .flatMap(accepted -> offered(accepted).stream())
                .findFirst()
                .orElse(MetricsExposition.TEXT);
    }

    private static Optional<String> offered(MIMEHeader accepted) {
        String type = lowerCase(accepted.component() + "/" + accepted.subComponent());
        return switch (type) {
            case "text/plain", "text/*", "*/*" -> Optional.of(MetricsExposition.TEXT);
            case "application/openmetrics-text" ->
                Optional.of(MetricsExposition.OPEN_METRICS)
                        .filter(any -> OPEN_METRICS_VERSIONS.contains(Optional.ofNullable(accepted.parameter("version"))
                                .orElse("")));
            default -> Optional.empty();
        };
    }

    /** Whether the scraper accepts a body compressed with gzip; {@code *} means all other encodings. */
    static boolean gzip(ParsedHeaderValues headers) {
        Predicate<ParsedHeaderValue> named = accepted -> GZIP.contains(lowerCase(accepted.value()));
        return headers.acceptEncoding().stream()
                .filter(named)
                .findFirst()
                .or(() -> headers.acceptEncoding().stream()
                        .filter(accepted -> accepted.value().equals("*"))
                        .findFirst())
                .filter(accepted -> accepted.weight() > 0)
                .isPresent();
    }

    private static String lowerCase(String value) {
        return value.toLowerCase(Locale.ROOT);
    }
}
