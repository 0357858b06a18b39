package io.citrixexporter.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.RawSite;
import io.citrixexporter.TestPki;
import io.citrixexporter.TestProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program behind a proxy, in front of a controller that speaks TLS 1.2 only. */
class NetworkSlowIT {
    private static final String PASSWORD = "p@ss$hunter2";

    @TempDir
    Path directory;

    @Test
    void pollsATls12ControllerThroughTheProxyOfTheEnvironment() throws IOException {
        RawSite controller = controller();
        try (TestProxy proxy = new TestProxy("svc:" + PASSWORD);
                RunningExporter exporter = RunningExporter.start(
                        directory,
                        yaml(controller.port()),
                        Map.of(
                                "HTTPS_PROXY",
                                "http://svc:p%40ss$hunter2@localhost:" + proxy.port(),
                                "NO_PROXY",
                                "other.example"))) {
            String metrics = exporter.metricsWith(
                    "citrix_machine_up{site=\"prod\",machine=\"CTX-01\",delivery_group=\"\",} 1.0");

            assertThat(metrics)
                    .containsOnlyOnce(
                            "\ncitrix_site_certificate_expiry_timestamp_seconds{server=\"%s:%d\",site=\"prod\",} "
                                    .formatted(TestPki.HOST, controller.port()));

            assertThat(proxy.requests())
                    .isNotEmpty()
                    .allMatch(("CONNECT " + TestPki.HOST + ":" + controller.port())::equals);
            assertThat(exporter.log())
                    .containsOnlyOnce("prod: calls to %s:%d go through the proxy localhost:%d"
                            .formatted(TestPki.HOST, controller.port(), proxy.port()))
                    .doesNotContain("hunter2", "WARN");
        } finally {
            controller.stop();
        }
    }

    @Test
    void saysWhatAProxyLacks() throws IOException, InterruptedException {
        try (RunningExporter exporter =
                RunningExporter.start(directory, yaml(9), "-Dquarkus.proxy.host=proxy.corp.example")) {
            assertThat(exporter.exitStatus()).isOne();
            assertThat(exporter.log())
                    .contains("quarkus.proxy: If quarkus.proxy.host is set, quarkus.proxy.port must also be set")
                    .doesNotContain("\tat ");
        }
    }

    private static RawSite controller() throws IOException {
        SSLServerSocket socket = (SSLServerSocket) TestPki.context(TestPki.Entry.SERVER)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        RawSite site = RawSite.on(socket);
        site.answer("/cvad/manage/tokens", RawSite.json("{\"Token\":\"t\"}"));
        site.answer("/cvad/manage/Machines/CTX-01/Sessions", RawSite.json("{\"Items\":[]}"));
        return site;
    }

    /** As the README has it, but for a trust store that the tests have. */
    private static String yaml(int port) {
        return """
                quarkus:
                  tls:
                    corp:
                      trust-store:
                        p12:
                          path: %s
                          password: %s
                citrix:
                  sites:
                    prod:
                      url: https://%s:%d
                      site-id: id
                      auth:
                        kind: on-premises
                        client-id: CORP\\svc
                        client-secret: secret
                      machines: CTX-01
                      inventory:
                        interval: "off"
                      tls-configuration-name: corp
                """.formatted(TestPki.trustStore(), TestPki.PASSWORD, TestPki.HOST, port);
    }
}
