package io.citrixexporter.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Scrapes the exporter as Prometheus does. Every failure is a violation. */
final class Scraper {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final ScrapeCounts counts;
    private final Violations violations;

    Scraper(URI metrics, ScrapeCounts counts, Violations violations) {
        this.request = HttpRequest.newBuilder(metrics)
                .header("Accept", "text/plain")
                .timeout(Duration.ofSeconds(10))
                .build();
        this.counts = counts;
        this.violations = violations;
    }

    Optional<Scrape> scrape() throws InterruptedException {
        Instant begin = Instant.now();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            Instant end = Instant.now();
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            Scrape scrape = new Scrape(begin, end, Exposition.parse(response.body()));
            counts.good(scrape);
            return Optional.of(scrape);
        } catch (IOException | RuntimeException e) {
            counts.failed();
            violations.add("scrape failed: " + e);
            return Optional.empty();
        }
    }
}
