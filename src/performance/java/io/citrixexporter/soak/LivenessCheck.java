package io.citrixexporter.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The exporter is live regardless of failures of Citrix, since a restart would not help. */
final class LivenessCheck {
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest request;
    private final Violations violations;

    LivenessCheck(URI live, Violations violations) {
        this.request =
                HttpRequest.newBuilder(live).timeout(Duration.ofSeconds(10)).build();
        this.violations = violations;
    }

    void check() throws InterruptedException {
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            violations.check(status == 200, "not live: status " + status);
        } catch (IOException e) {
            violations.add("not live: " + e);
        }
    }
}
