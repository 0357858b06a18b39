package io.citrixexporter.citrix.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.citrixexporter.citrix.ConnectionFailuresTest;
import io.citrixexporter.model.FailureReason;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.compression.DecompressionException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import jakarta.ws.rs.ProcessingException;
import java.io.CharConversionException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CitrixErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "201, BAD_RESPONSE, a status that the API does not document",
        "202, BAD_RESPONSE, a status that the API does not document",
        "204, BAD_RESPONSE, a status that the API does not document",
        "301, BAD_RESPONSE, 'a redirect, which is never followed; check url and region'",
        "302, BAD_RESPONSE, 'a redirect, which is never followed; check url and region'",
        "307, BAD_RESPONSE, 'a redirect, which is never followed; check url and region'",
        "400, BAD_RESPONSE, a status that the API does not document",
        "401, AUTH, the API rejected the token",
        "403, FORBIDDEN, the account may not read this",
        "404, NOT_FOUND, not found",
        "406, BAD_RESPONSE, a status that the API does not document",
        "407, CONNECT, 'the proxy requires a user and a password that it accepts; check quarkus.proxy.username and quarkus.proxy.password, or those of proxy-configuration-name'",
        "429, THROTTLED, too many requests",
        "500, SERVER_ERROR, server error",
        "502, SERVER_ERROR, server error",
        "503, SERVER_ERROR, server error",
        "504, SERVER_ERROR, server error",
        "530, SERVER_ERROR, the Citrix Cloud site is frozen",
    })
    void aStatusHasAReason(int status, FailureReason reason, String message) {
        CitrixException failure = CitrixErrors.ofStatus(status);

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.status()).hasValue(status);
        assertThat(failure).hasMessage("HTTP " + status + ": " + message);
    }

    @ParameterizedTest
    @MethodSource
    void anExceptionHasAReason(Throwable thrown, FailureReason reason) {
        CitrixException failure = CitrixErrors.of(thrown);

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.status()).isEmpty();
        assertThat(failure.getMessage()).doesNotContain("secret", "Exception");
        assertThat(failure).hasNoCause();
    }

    /** Over a socket these need a network that is not there; see {@link ConnectionFailuresTest} for the others. */
    @Test
    void aNetworkThatIsNotThereIsNamed() {
        assertThat(CitrixErrors.of(new NoRouteToHostException("No route to host: ddc1/10.0.0.1:443")))
                .hasMessage("no route to ddc1/10.0.0.1:443; check the network, and whether a proxy is needed");
        assertThat(CitrixErrors.of(new ConnectException("Network is unreachable: ddc1/10.0.0.1:443")))
                .hasMessage("no route to ddc1/10.0.0.1:443; check the network, and whether a proxy is needed");
        assertThat(CitrixErrors.of(
                        new ConnectTimeoutException("connection timed out after 10000 ms: ddc1/10.0.0.1:443")))
                .hasMessage(
                        "no connection to ddc1/10.0.0.1:443 in time; the host is down, or a firewall drops the packets");
    }

    static Stream<Arguments> anExceptionHasAReason() {
        return Stream.of(
                Arguments.of(new TimeoutException("secret"), FailureReason.TIMEOUT),
                Arguments.of(new io.smallrye.mutiny.TimeoutException(), FailureReason.TIMEOUT),
                Arguments.of(new ProcessingException(new TimeoutException("secret")), FailureReason.TIMEOUT),
                Arguments.of(new ConnectTimeoutException("what the system says"), FailureReason.CONNECT),
                Arguments.of(new ConnectException("what the system says"), FailureReason.CONNECT),
                Arguments.of(new SocketException("what the system says"), FailureReason.CONNECT),
                Arguments.of(new UnknownHostException("ddc1: what the system says"), FailureReason.CONNECT),
                Arguments.of(
                        new ProcessingException("secret", new UnknownHostException("ddc1: what the system says")),
                        FailureReason.CONNECT),
                Arguments.of(new ProcessingException(new HttpClosedException("secret")), FailureReason.CONNECT),
                Arguments.of(new HttpClosedException("secret"), FailureReason.CONNECT),
                Arguments.of(new StreamResetException(0), FailureReason.CONNECT),
                Arguments.of(new VertxException("secret"), FailureReason.CONNECT),
                Arguments.of(new IOException("secret"), FailureReason.CONNECT),
                Arguments.of(new SSLHandshakeException("what the system says"), FailureReason.TLS),
                Arguments.of(new DecoderException(new SSLException("what the system says")), FailureReason.TLS),
                Arguments.of(
                        new IOException("secret", new CertificateException("what the system says")), FailureReason.TLS),
                Arguments.of(
                        new StreamResetException(0, new CitrixException(FailureReason.TOO_LARGE, "text")),
                        FailureReason.TOO_LARGE),
                Arguments.of(new DecompressionException("secret"), FailureReason.BAD_RESPONSE),
                Arguments.of(new JsonParseException(null, "secret"), FailureReason.BAD_RESPONSE),
                Arguments.of(
                        new ProcessingException(new JsonParseException(null, "secret")), FailureReason.BAD_RESPONSE),
                Arguments.of(new CharConversionException("secret"), FailureReason.BAD_RESPONSE),
                Arguments.of(new IllegalArgumentException("secret"), FailureReason.BAD_RESPONSE));
    }
}
