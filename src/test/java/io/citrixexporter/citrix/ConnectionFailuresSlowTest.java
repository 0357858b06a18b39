package io.citrixexporter.citrix;

import static io.citrixexporter.TestPki.Entry.EXPIRED;
import static io.citrixexporter.TestPki.Entry.NOT_YET_VALID;
import static io.citrixexporter.TestPki.Entry.OTHER_NAME;
import static io.citrixexporter.TestPki.Entry.REVOKED;
import static io.citrixexporter.TestPki.Entry.SELF_SIGNED;
import static io.citrixexporter.TestPki.Entry.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.citrixexporter.RawSite;
import io.citrixexporter.TestPki;
import io.citrixexporter.WholeLog;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.model.FailureReason;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong below HTTP, over real sockets: the reason, and the one sentence that a user sees. */
@QuarkusTest
@TestProfile(NetworkProfile.class)
public class ConnectionFailuresSlowTest {
    private static final String SECRET = "Bearer-hunter2";
    private static final String REFUSED_HANDSHAKE =
            "the server refused the TLS handshake; no cipher suite is in common, or it requires a client certificate"
                    + " (key-store of the TLS configuration)";
    private static final String NO_COMMON_VERSION =
            "no TLS version in common; enable TLS 1.2 or 1.3 on the server, or check protocols of the TLS"
                    + " configuration";
    private static final String CLIENT_CERTIFICATE =
            "the server requires a client certificate that it accepts; check key-store of the TLS configuration";
    private static final String UNTRUSTED = "the certificate of the server is self-signed or from an unknown CA;"
            + " add the CA to trust-store of the TLS configuration";
    private static final String BROKEN_HANDSHAKE =
            "the server closed the connection during the TLS handshake; check its"
                    + " TLS versions, whether it requires a client certificate, and firewalls in between";
    private static final String NO_HTTP = "the response is not valid HTTP; check scheme, host and port in url";
    private static final String CLOSED = "the connection was closed before the response was complete; check url (https"
            + " for a port that speaks TLS), the server, and firewalls or proxies in between";
    private static final String RESET =
            "the connection was reset; check the server, and firewalls or proxies in between";
    private static final String INVALID_LENGTH =
            "the Content-Length of the response is invalid; check the proxy or load balancer in between";

    WholeLog log;

    @Inject
    TlsConfigurationRegistry tls;

    @ParameterizedTest(name = "{0} [{1}]")
    @MethodSource
    void explainsTlsFailure(String name, String bucket, Supplier<RawSite> server, String message) {
        RawSite site = server.get();
        try {
            assertFails("https://localhost:" + site.port(), bucket, FailureReason.TLS, message);
        } finally {
            site.stop();
        }
    }

    static Stream<Arguments> explainsTlsFailure() {
        return Stream.of(
                tls("1.2 only", "only13", () -> Servers.tls("TLSv1.2"), NO_COMMON_VERSION),
                tls("1.3 only", "only12", () -> Servers.tls("TLSv1.3"), NO_COMMON_VERSION),
                tls("other cipher suite", "only12", ConnectionFailuresSlowTest::otherCipherSuite, REFUSED_HANDSHAKE),
                tls("client certificate missing, 1.3", "corp", wantingCertificate("TLSv1.3"), CLIENT_CERTIFICATE),
                tls("client certificate missing, 1.2", "corp", wantingCertificate("TLSv1.2"), CLIENT_CERTIFICATE),
                tls("client certificate missing, 1.3", "", wantingCertificate("TLSv1.3"), CLIENT_CERTIFICATE),
                tls("client certificate unknown, 1.3", "stranger", wantingCertificate("TLSv1.3"), CLIENT_CERTIFICATE),
                tls("client certificate unknown, 1.2", "stranger", wantingCertificate("TLSv1.2"), CLIENT_CERTIFICATE),
                tls(
                        "expired",
                        "corp",
                        showing(EXPIRED),
                        "the certificate of the server has expired; renew it on the server"),
                tls(
                        "expired",
                        "",
                        showing(EXPIRED),
                        "the certificate of the server has expired; renew it on the server"),
                tls(
                        "expired",
                        "rejecting",
                        showing(EXPIRED),
                        "the certificate of the server has expired; renew it on the server"),
                tls(
                        "not yet valid",
                        "corp",
                        showing(NOT_YET_VALID),
                        "the certificate of the server is not valid yet; check the clocks of both hosts"),
                tls(
                        "revoked",
                        "revoking",
                        showing(REVOKED),
                        "the certificate of the server is revoked; replace it on the server"),
                tls(
                        "other name",
                        "corp",
                        showing(OTHER_NAME),
                        "the certificate of the server is for another name; write url with a name in it"),
                tls("self-signed", "corp", showing(SELF_SIGNED), UNTRUSTED),
                tls("self-signed", "", showing(SELF_SIGNED), UNTRUSTED),
                tls("unknown CA", "reloaded", showing(SERVER), UNTRUSTED),
                tls("alert protocol_version", "corp", alert(70), NO_COMMON_VERSION),
                tls("alert handshake_failure", "", alert(40), REFUSED_HANDSHAKE),
                tls(
                        "alert unrecognized_name",
                        "corp",
                        alert(112),
                        "the server does not know the host name in url; write a name in its certificate"),
                tls("alert certificate_required", "corp", alert(116), CLIENT_CERTIFICATE),
                tls(
                        "alert no_application_protocol",
                        "corp",
                        alert(120),
                        "the server does not offer HTTP/1.1 on this port; check url"),
                tls("alert internal_error", "corp", alert(80), "the server ended the TLS connection; its log says why"),
                tls(
                        "plain HTTP",
                        "corp",
                        speakingFirst("HTTP/1.1 400 Bad Request\r\nX: " + SECRET + "\r\n\r\n"),
                        "the port does not speak TLS; check url"),
                tls(
                        "plain HTTP",
                        "",
                        speakingFirst("HTTP/1.1 400 Bad Request\r\nX: " + SECRET + "\r\n\r\n"),
                        "the port does not speak TLS; check url"),
                tls(
                        "SSH",
                        "corp",
                        speakingFirst("SSH-2.0-" + SECRET + "\r\n"),
                        "the port does not speak TLS; check url"),
                tls("closed", "corp", () -> bare((request, client) -> {}), BROKEN_HANDSHAKE),
                tls(
                        "reset",
                        "",
                        () -> bare((request, client) -> {
                            client.getInputStream().readNBytes(10);
                            client.setSoLinger(true, 0);
                        }),
                        BROKEN_HANDSHAKE));
    }

    private static Arguments tls(String name, String bucket, Supplier<RawSite> server, String message) {
        return arguments(name, bucket, server, message);
    }

    private static Supplier<RawSite> showing(TestPki.Entry certificate) {
        return () -> Servers.tls(certificate, options -> {});
    }

    private static Supplier<RawSite> wantingCertificate(String protocol) {
        return () -> Servers.tls(SERVER, options -> {
            options.setProtocols(new String[] {protocol});
            options.setNeedClientAuth(true);
        });
    }

    /** One for certificates of another kind than the server has. */
    private static RawSite otherCipherSuite() {
        return Servers.tls(SERVER, (SSLParameters options) -> {
            options.setProtocols(new String[] {"TLSv1.2"});
            options.setCipherSuites(new String[] {"TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"});
        });
    }

    private static Supplier<RawSite> alert(int description) {
        return speakingFirst("\25\3\3\0\2\2" + (char) description);
    }

    private static Supplier<RawSite> speakingFirst(String bytes) {
        return () -> bare((request, client) -> {
            client.getInputStream().readNBytes(10);
            client.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void explainsHttpFailure(String name, RawSite.RawResponse answer, FailureReason reason, String message) {
        RawSite site = Servers.plain(answer);
        try {
            assertFails("http://localhost:" + site.port(), "", reason, message);
        } finally {
            site.stop();
        }
    }

    static Stream<Arguments> explainsHttpFailure() {
        String head = "HTTP/1.1 200 OK\r\n";
        String body = "Content-Length: 12\r\n\r\n{\"Items\":[]}";
        String headersTooLarge = "the headers of the response are larger than 64 KiB; find them with curl -v";
        return Stream.of(
                http("garbage", SECRET + " garbage\r\n\r\n", FailureReason.BAD_RESPONSE, NO_HTTP),
                http("no status", "HTTP/1.1 " + SECRET + " OK\r\n" + body, FailureReason.BAD_RESPONSE, NO_HTTP),
                http(
                        "other chunk",
                        head + "Transfer-Encoding: chunked\r\n\r\n" + SECRET + "\r\n",
                        FailureReason.BAD_RESPONSE,
                        NO_HTTP),
                http(
                        "length and chunks",
                        head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        FailureReason.BAD_RESPONSE,
                        INVALID_LENGTH),
                http(
                        "two lengths",
                        head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + SECRET,
                        FailureReason.BAD_RESPONSE,
                        INVALID_LENGTH),
                http(
                        "no length",
                        head + "Content-Length: " + SECRET + "\r\n\r\n" + SECRET,
                        FailureReason.BAD_RESPONSE,
                        INVALID_LENGTH),
                http(
                        "large header",
                        head + "X: " + SECRET.repeat(5_000) + "\r\n" + body,
                        FailureReason.BAD_RESPONSE,
                        headersTooLarge),
                http(
                        "large status line",
                        "HTTP/1.1 200 " + SECRET.repeat(5_000) + "\r\n" + body,
                        FailureReason.BAD_RESPONSE,
                        headersTooLarge),
                http("bytes without lines", "\0\1\2" + SECRET, FailureReason.BAD_RESPONSE, NO_HTTP),
                http("closed before the response", "", FailureReason.CONNECT, CLOSED),
                http("closed within the headers", head + "X: " + SECRET, FailureReason.CONNECT, CLOSED),
                http(
                        "closed within the body",
                        head + "Content-Length: 50\r\n\r\n{\"" + SECRET,
                        FailureReason.CONNECT,
                        CLOSED),
                arguments(
                        "reset",
                        (RawSite.RawResponse) (request, client) -> {
                            client.setSoLinger(true, 0);
                            client.close();
                        },
                        FailureReason.CONNECT,
                        RESET));
    }

    private static Arguments http(String name, String bytes, FailureReason reason, String message) {
        RawSite.RawResponse answer = (request, client) -> {
            client.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            client.close();
        };
        return arguments(name, answer, reason, message);
    }

    @Test
    void explainsPlainHttpToTlsPort() {
        RawSite site = Servers.tls("TLSv1.3");
        assertFails("http://localhost:" + site.port(), "", FailureReason.BAD_RESPONSE, NO_HTTP);
        site.stop();
    }

    @Test
    void explainsRefusedConnection() throws IOException {
        int port;
        try (ServerSocket socket = RawSite.plainSocket()) {
            port = socket.getLocalPort();
        }
        assertFails(
                "https://localhost:" + port,
                "corp",
                FailureReason.CONNECT,
                "connection refused by localhost/127.0.0.1:%d; check host and port, and that the server runs"
                        .formatted(port));
    }

    @Test
    void explainsUnknownHost() {
        assertFails(
                "https://nowhere.invalid",
                "",
                FailureReason.CONNECT,
                "the host name nowhere.invalid is not known; check its spelling, DNS, and whether a proxy is needed");
    }

    @Test
    void warnsOnceOfTrustedButExpiredCertificate() {
        RawSite site = Servers.tls(EXPIRED, options -> {});
        log.take();
        CitrixClient client = Servers.client(tls, Servers.site("https://localhost:" + site.port(), "pinned"));
        Servers.call(client);
        Servers.call(client);
        site.stop();

        assertThat(warnings())
                .containsExactly(
                        "WARN io.citrixexporter.citrix.connect.ServerCertificates own: the certificate of localhost:%d is"
                                        .formatted(site.port())
                                + " trusted, but has expired or is not valid yet; renew it");
    }

    private void assertFails(String url, String bucket, FailureReason reason, String message) {
        log.take();
        CitrixClient client = Servers.client(tls, Servers.site(url, bucket));

        CitrixException failure = catchThrowableOfType(CitrixException.class, () -> Servers.call(client));

        assertThat(failure.getMessage()).startsWith(message + " (");
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasNoCause();
        assertThat(failure.getMessage()).doesNotContain(SECRET, "Exception", hex(SECRET));
        assertThat(warnings()).isEmpty();
    }

    private List<String> warnings() {
        return log.take().stream()
                .filter(line -> line.startsWith("WARN") || line.startsWith("ERROR"))
                .filter(line -> !line.contains("protocol is not enabled in TLS bucket 'only12'"))
                .map(line -> line.replaceFirst(" \\[.*]$| null$", ""))
                .toList();
    }

    private static String hex(String text) {
        return HexFormat.of()
                .formatHex(text.getBytes(StandardCharsets.ISO_8859_1))
                .toLowerCase(Locale.ROOT);
    }

    /** A server that does this with each connection and closes it. */
    private static RawSite bare(RawSite.RawResponse connection) {
        return RawSite.on(RawSite.plainSocket(), connection);
    }
}
