package io.citrixexporter.config;

import static io.citrixexporter.config.Configs.environment;
import static io.citrixexporter.config.Configs.properties;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemProxyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://proxy.corp.example:3128      | host=proxy.corp.example, port=3128, type=http",
                "http://proxy.corp.example:3128/     | host=proxy.corp.example, port=3128, type=http",
                "proxy.corp.example:3128             | host=proxy.corp.example, port=3128, type=http",
                "http://10.1.2.3                     | host=10.1.2.3, port=80, type=http",
                "http://[fd00::1]:3128               | host=fd00::1, port=3128, type=http",
                "socks5h://proxy:1080                | host=proxy, port=1080, type=socks5",
                "http://svc:p%40ss+1@proxy:3128      | host=proxy, password=p@ss+1, port=3128, type=http, username=svc",
                "http://svc:p@ss:w$x@proxy:3128      | host=proxy, password=p@ss:w$x, port=3128, type=http, username=svc",
                "http://CORP%5Csvc:${y}$$@proxy:3128 | host=proxy, password=${y}$$, port=3128, type=http, username=CORP\\svc",
            })
    void takesTheVariable(String url, String proxy) {
        assertThat(proxy(environment("HTTPS_PROXY", url))).isEqualTo(proxy);
        assertThat(proxy(environment("https_proxy", url))).isEqualTo(proxy);
    }

    @Test
    void takesDomainsThatNeedNoProxy() {
        assertThat(proxy(environment(
                        "HTTPS_PROXY", "http://proxy:3128",
                        "NO_PROXY", "corp.example, .lan,10.0.0.0/8 ddc1:443,*.x")))
                .isEqualTo(
                        "host=proxy, non-proxy-hosts=corp.example,*.corp.example,lan,*.lan,10.0.0.0/8,ddc1,*.ddc1,*.x,"
                                + " port=3128, type=http");
    }

    @ParameterizedTest
    @CsvSource({"http, 80", "https, 443"})
    void takesTheOptionsOfJava(String scheme, String defaultPort) {
        assertThat(proxy(properties(scheme + ".proxyHost", "proxy"))).isEqualTo("host=proxy, port=" + defaultPort);
        assertThat(proxy(
                        properties(
                                scheme + ".proxyHost",
                                "proxy",
                                scheme + ".proxyPort",
                                "3128",
                                scheme + ".proxyUser",
                                "svc",
                                scheme + ".proxyPassword",
                                "p$w",
                                "http.nonProxyHosts",
                                "localhost|*.corp.example"),
                        environment("HTTPS_PROXY", "http://other:1")))
                .isEqualTo(
                        "host=proxy, non-proxy-hosts=localhost,*.corp.example, password=p$w, port=3128, username=svc");
    }

    @Test
    void isIgnoredAsAWholeBesideQuarkusOwnKeys() {
        assertThat(proxy(
                        properties("quarkus.proxy.host", "own", "quarkus.proxy.port", "1"),
                        environment("HTTPS_PROXY", "http://svc:secret@proxy:3128", "NO_PROXY", "x")))
                .isEqualTo("host=own, port=1");
        assertThat(proxy(environment("HTTPS_PROXY", "https://proxy:3128"))).isEmpty();
        assertThat(proxy(environment("HTTPS_PROXY", "http://svc:cannot-be-written-\\${x}@proxy:3128")))
                .isEmpty();
        assertThat(proxy()).isEmpty();
    }

    private static String proxy(ConfigSource... sources) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(sources)
                .withSources(new SystemProxy())
                .build();
        Map<String, String> values = new TreeMap<>();
        Stream.of("host", "port", "type", "username", "password", "non-proxy-hosts")
                .forEach(key -> config.getOptionalValue("quarkus.proxy." + key, String.class)
                        .ifPresent(value -> values.put(key, value)));
        String text = values.toString();
        return text.substring(1, text.length() - 1);
    }
}
