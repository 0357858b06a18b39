package io.citrixexporter.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The scraped metrics of the exporter. Only for label values without escapes. */
public record ScrapedMetrics(String text) {
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** Scrapes this address. */
    public static ScrapedMetrics from(URI metrics) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(metrics).header("Accept", "text/plain").build();
        return new ScrapedMetrics(CLIENT.send(request, BodyHandlers.ofString()).body());
    }

    /** The samples of a metric of one site, by the value of a label. */
    public Map<String, Double> byLabel(String name, String site, String label) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{") && line.contains("site=\"" + site + "\""))
                .collect(Collectors.toMap(line -> label(line, label), ScrapedMetrics::value));
    }

    /** The value of a metric of one site that has no other labels; 0 if there is none. */
    public double value(String name, String site) {
        return byLabel(name, site, "site").getOrDefault(site, 0.0);
    }

    private static String label(String line, String label) {
        return LABEL.matcher(line)
                .results()
                .filter(found -> found.group(1).equals(label))
                .map((MatchResult found) -> found.group(2))
                .findFirst()
                .orElse("");
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
