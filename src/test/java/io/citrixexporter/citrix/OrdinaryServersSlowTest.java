package io.citrixexporter.citrix;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.citrixexporter.RawSite;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Responses at the limits of the HTTP client, as web servers, load balancers and proxies send them. */
@QuarkusTest
@TestProfile(NetworkProfile.class)
class OrdinaryServersSlowTest {
    private static final String BODY = "{\"Items\":[]}";

    @Inject
    TlsConfigurationRegistry tls;

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void readsResponsesOfOrdinaryServers(String name, String response) {
        RawSite site = Servers.plain((request, client) -> {
            OutputStream out = client.getOutputStream();
            out.write(response.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            if (!response.contains("ength:") && !response.contains("chunked")) {
                client.close();
            }
        });
        try {
            Servers.call(Servers.client(tls, Servers.site("http://localhost:" + site.port(), "")));
        } finally {
            site.stop();
        }
    }

    static Stream<Arguments> readsResponsesOfOrdinaryServers() {
        String ok = "HTTP/1.1 200 OK\r\n";
        String length = "Content-Length: " + BODY.length() + "\r\n";
        return Stream.of(
                arguments(
                        "a ticket of 48 KiB",
                        ok + "WWW-Authenticate: Negotiate " + "a".repeat(48 << 10) + "\r\n" + length + "\r\n" + BODY),
                arguments(
                        "200 cookies",
                        ok + "Set-Cookie: NSC_a=0123456789; Secure; HttpOnly; SameSite=None\r\n".repeat(200) + length
                                + "\r\n" + BODY),
                arguments(
                        "a long reason phrase", "HTTP/1.1 200 " + "a".repeat(8_000) + "\r\n" + length + "\r\n" + BODY),
                arguments("letters that are no ASCII", ok + "X-Powered-By: M\u00fcller\r\n" + length + "\r\n" + BODY),
                arguments(
                        "an early hint", "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n" + ok + length + "\r\n" + BODY),
                arguments(
                        "a chunk per byte, with extensions and a trailer",
                        ok + "Transfer-Encoding: chunked\r\n\r\n" + chunks() + "0\r\nX: y\r\n\r\n"),
                arguments(
                        "one large chunk",
                        ok + "Transfer-Encoding: chunked\r\n\r\n186ac\r\n" + BODY + " ".repeat(100_000)
                                + "\r\n0\r\n\r\n"),
                arguments(
                        "a short time to live",
                        ok + "Keep-Alive: timeout=1, max=1\r\nConnection: keep-alive\r\n" + length + "\r\n" + BODY),
                arguments("the end of the connection", ok + "Connection: close\r\n\r\n" + BODY),
                arguments("HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\n" + BODY));
    }

    private static String chunks() {
        StringBuilder chunks = new StringBuilder();
        BODY.chars()
                .forEach(c ->
                        chunks.append("1;name=\"value\"\r\n").append((char) c).append("\r\n"));
        return chunks.toString();
    }
}
