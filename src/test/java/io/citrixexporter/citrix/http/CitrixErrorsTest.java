package io.citrixexporter.citrix.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.citrix.ConnectionFailuresSlowTest;
import io.citrixexporter.model.FailureReason;
import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void classifiesStatus(int status, FailureReason reason, String message) {
        CitrixException failure = CitrixErrors.ofStatus(status);

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.status()).hasValue(status);
        assertThat(failure).hasMessage("HTTP " + status + ": " + message);
    }

    /** Over a socket these need a network that is not there; see {@link ConnectionFailuresSlowTest} for the others. */
    @Test
    void explainsMissingRoute() {
        assertThat(CitrixErrors.of(new NoRouteToHostException("No route to host: ddc1/10.0.0.1:443")))
                .hasMessage("no route to ddc1/10.0.0.1:443; check the network, and whether a proxy is needed");
        assertThat(CitrixErrors.of(new ConnectException("Network is unreachable: ddc1/10.0.0.1:443")))
                .hasMessage("no route to ddc1/10.0.0.1:443; check the network, and whether a proxy is needed");
        assertThat(CitrixErrors.of(
                        new ConnectTimeoutException("connection timed out after 10000 ms: ddc1/10.0.0.1:443")))
                .hasMessage(
                        "no connection to ddc1/10.0.0.1:443 in time; the host is down, or a firewall drops the packets");
    }
}
