package io.citrixexporter.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citrixexporter.TestClock;
import io.citrixexporter.config.DemoAccount;
import io.citrixexporter.config.ExporterConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;

/** A running site and a client for it. */
final class DemoServerFixture implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final TestClock clock = new TestClock(DemoSites.START);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final String address;

    DemoServerFixture(ExporterConfig.Demo settings) {
        port = new DemoServer(settings, clock, vertx)
                .start()
                .toCompletableFuture()
                .join();
        address = "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    HttpResponse<String> signIn(String secret) throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_id=demo-client&client_secret=" + secret;
        return http.send(
                HttpRequest.newBuilder(URI.create(address + "/cctrustoauth2/democustomer/tokens/clients"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    /** All headers of a valid call. */
    Map<String, String> headers() throws IOException, InterruptedException {
        String token = json(signIn("demo-secret")).path("access_token").asText();
        Map<String, String> headers = new TreeMap<>();
        headers.put("Accept", "application/json");
        headers.put("Authorization", "CWSAuth bearer=" + token);
        headers.put("Citrix-CustomerId", DemoAccount.CUSTOMER);
        headers.put("Citrix-InstanceId", MeJson.SITE_ID);
        return headers;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, headers());
    }

    HttpResponse<String> get(String path, Map<String, String> headers) throws IOException, InterruptedException {
        return http.send(request(path, headers), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> getBytes(String path, Map<String, String> headers) throws IOException, InterruptedException {
        return http.send(request(path, headers), BodyHandlers.ofByteArray());
    }

    /** The status of a call whose path need not be a valid URI. */
    int status(String path) {
        return vertx.createHttpClient()
                .request(HttpMethod.GET, port, DemoServer.HOST, "/cvad/manage" + path)
                .compose(HttpClientRequest::send)
                .map(HttpClientResponse::statusCode)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return MAPPER.readTree(response.body());
    }

    private HttpRequest request(String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "/cvad/manage" + path));
        headers.forEach(request::header);
        return request.build();
    }
}
