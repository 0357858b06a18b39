package io.citrixexporter.citrix.http;

import io.citrixexporter.citrix.connect.SiteServer;
import io.citrixexporter.model.FailureReason;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Explains a call that got no usable response: what is wrong, and the likely fix. The exceptions go no further, since
 * their messages may hold bytes that a server sent.
 */
final class ConnectionErrors {
    private static final Logger LOG = Logger.getLogger(ConnectionErrors.class);
    private static final Pattern HOST = Pattern.compile("^[A-Za-z0-9._-]{1,253}(?=:|$)");
    private static final Pattern ADDRESS = Pattern.compile("(?<=: )[A-Za-z0-9._:/\\[\\]%-]{1,300}$");

    private ConnectionErrors() {}

    static CitrixException of(Causes causes) {
        return timeout(causes)
                .or(() -> ProxyErrors.of(causes))
                .or(() -> TlsErrors.of(causes))
                .or(() -> http(causes))
                .or(() -> connect(causes))
                .or(() -> broken(causes))
                .orElseGet(() -> {
                    LOG.debugf("unexpected %s", causes.all().get(0).getClass().getName());
                    return new CitrixException(FailureReason.BAD_RESPONSE, "the response cannot be read");
                });
    }

    private static Optional<CitrixException> timeout(Causes causes) {
        if (causes.has(SslHandshakeTimeoutException.class)) {
            return failure(FailureReason.TIMEOUT, "the TLS handshake timed out; check that the port speaks TLS");
        }
        // Mutiny has its own, which does not extend that of java.util.concurrent.
        return causes.has(TimeoutException.class, io.smallrye.mutiny.TimeoutException.class)
                ? failure(FailureReason.TIMEOUT, "no response in time")
                : Optional.empty();
    }

    /** The REST client passes on only the messages of some of Netty's exceptions. */
    private static Optional<CitrixException> http(Causes causes) {
        if (causes.has(TooLongFrameException.class)
                || causes.messageContains("HTTP header is larger than", "HTTP line is larger than")) {
            return failure(
                    FailureReason.BAD_RESPONSE,
                    "the headers of the response are larger than %d KiB; find them with curl -v"
                            .formatted(SiteServer.MAX_HEADERS / 1024));
        }
        if (causes.messageContains("Content-Length")) {
            return failure(
                    FailureReason.BAD_RESPONSE,
                    "the Content-Length of the response is invalid; check the proxy or load balancer in between");
        }
        return causes.has(DecoderException.class, IllegalArgumentException.class)
                        || causes.messageContains("Line Feed must be", "Chunk data sections must be")
                ? failure(
                        FailureReason.BAD_RESPONSE,
                        "the response is not valid HTTP; check scheme, host and port in url")
                : Optional.empty();
    }

    private static Optional<CitrixException> connect(Causes causes) {
        if (causes.has(UnknownHostException.class)) {
            return failure(
                    FailureReason.CONNECT,
                    "the host name%s is not known; check its spelling, DNS, and whether a proxy is needed"
                            .formatted(found(causes, UnknownHostException.class, HOST)));
        }
        String address = found(causes, SocketException.class, ADDRESS);
        if (causes.has(ConnectTimeoutException.class)) {
            return failure(
                    FailureReason.CONNECT,
                    "no connection to%s in time; the host is down, or a firewall drops the packets".formatted(address));
        }
        if (causes.has(NoRouteToHostException.class) || causes.messageContains("unreachable")) {
            return failure(
                    FailureReason.CONNECT,
                    "no route to%s; check the network, and whether a proxy is needed".formatted(address));
        }
        return causes.has(ConnectException.class)
                ? failure(
                        FailureReason.CONNECT,
                        "connection refused by%s; check host and port, and that the server runs".formatted(address))
                : Optional.empty();
    }

    /** A part of the message of the operating system. */
    private static String found(Causes causes, Class<?> type, Pattern pattern) {
        return causes.find(type, pattern).map(match -> " " + match.group()).orElse("");
    }

    private static Optional<CitrixException> broken(Causes causes) {
        if (causes.has(SocketException.class) || causes.messageContains("onnection reset", "Broken pipe")) {
            return failure(
                    FailureReason.CONNECT,
                    "the connection was reset; check the server, and firewalls or proxies in between");
        }
        if (causes.has(HttpClosedException.class, PrematureChannelClosureException.class)
                || causes.messageContains("Connection was closed")) {
            return failure(
                    FailureReason.CONNECT,
                    "the connection was closed before the response was complete; check url (https for a port that"
                            + " speaks TLS), the server, and firewalls or proxies in between");
        }
        return causes.has(IOException.class, StreamResetException.class, VertxException.class)
                ? failure(
                        FailureReason.CONNECT,
                        "the connection failed, or the response is not valid HTTP; try curl on this host, as the same user")
                : Optional.empty();
    }

    private static Optional<CitrixException> failure(FailureReason reason, String message) {
        return Optional.of(new CitrixException(reason, message));
    }
}
