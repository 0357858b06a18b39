package io.citrixexporter.citrix;

import static io.citrixexporter.RawSite.json;

import io.citrixexporter.CitrixStub;
import io.citrixexporter.RawSite;
import io.citrixexporter.TestClock;
import io.citrixexporter.TestPki;
import io.citrixexporter.config.AuthKind;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.Secret;
import io.quarkus.tls.TlsConfigurationRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/** Delivery Controllers on bare sockets, and calls to them. */
public final class Servers {
    static final String MACHINE = Sites.BASE + "/Machines/M/Sessions";

    private Servers() {}

    /** A controller that speaks TLS with this certificate. */
    static RawSite tls(TestPki.Entry certificate, Consumer<SSLParameters> options) {
        return good(RawSite.on(socket(certificate, options)));
    }

    /** Such a controller that speaks only these versions. */
    static RawSite tls(String... protocols) {
        return tls(TestPki.Entry.SERVER, parameters -> parameters.setProtocols(protocols));
    }

    private static SSLServerSocket socket(TestPki.Entry certificate, Consumer<SSLParameters> options) {
        try {
            SSLServerSocket socket = (SSLServerSocket) TestPki.context(certificate)
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            SSLParameters parameters = socket.getSSLParameters();
            options.accept(parameters);
            socket.setSSLParameters(parameters);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A controller without TLS. */
    static RawSite plain() {
        return good(RawSite.on(RawSite.plainSocket()));
    }

    /** A controller without TLS with this response to calls for sessions. */
    static RawSite plain(RawSite.RawResponse answer) {
        RawSite site = plain();
        site.answer(MACHINE, answer);
        return site;
    }

    private static RawSite good(RawSite site) {
        site.answer(Sites.TOKENS, json("{\"access_token\":\"token-1\",\"expires_in\":\"3600\"}"));
        site.answer(MACHINE, json("{\"Items\":[]}"));
        return site;
    }

    /** A site at this address with this TLS configuration, if it has a name. */
    static ExporterConfig.Site site(String url, String bucket) {
        return Sites.at(
                url,
                url,
                AuthKind.CLOUD,
                "client",
                Secret.ofText("secret"),
                Optional.of(CitrixStub.SITE_ID),
                Optional.of(bucket).filter(name -> !name.isEmpty()));
    }

    static CitrixClient client(TlsConfigurationRegistry tls, ExporterConfig.Site site) {
        return TestClients.create(tls, new TestClock(), site, Sites.poll(Sites.LONG));
    }

    /** Signs in and calls for the sessions on a machine. */
    static void call(CitrixClient client) {
        client.machineSessions("M", PollAttempt.once(Sites.soon())).await().atMost(Sites.LONG);
    }
}
