package io.citrixexporter.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Scrapes the exporter as Prometheus does, over a persistent connection. */
final class Scraper {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;

    Scraper(URI metrics) {
        request = HttpRequest.newBuilder(metrics)
                .header("Accept", "text/plain;version=0.0.4;q=1,*/*;q=0.1")
                .timeout(Duration.ofSeconds(60))
                .build();
    }

    /** A scrape: time to the last byte in milliseconds, and the text. */
    record Scrape(double millis, int bytes, MetricsText metrics) {}

    Scrape scrape() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        double millis = (System.nanoTime() - begin) / 1e6;
        if (response.statusCode() != 200) {
            throw new IOException("a scrape ended with status " + response.statusCode());
        }
        byte[] body = response.body();
        return new Scrape(millis, body.length, new MetricsText(new String(body, StandardCharsets.UTF_8)));
    }
}
