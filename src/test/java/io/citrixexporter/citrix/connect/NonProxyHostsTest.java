package io.citrixexporter.citrix.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NonProxyHostsTest {

    @ParameterizedTest
    @CsvSource({
        "ddc1.corp.example, ddc1.corp.example, true",
        "DDC1.corp.example, ddc1.CORP.example, true",
        "ddc1.corp.example, ddc10.corp.example, false",
        "*.corp.example, ddc1.corp.example, true",
        "*.corp.example, corp.example, false",
        "*.corp.example, ddc1.corpXexample, false",
        "ddc*, ddc1, true",
        "*, api.cloud.com, true",
        "10.*, 10.1.2.3, true",
        "10.0.0.0/8, 10.1.2.3, true",
        "10.0.0.0/8, 11.1.2.3, false",
        "10.0.0.0/8, ddc1, false",
        "10.0.0.0/eight, 10.1.2.3, false",
        "fd00::/8, [fd00::1], true",
        "[fd00::1], [fd00::1], true",
    })
    void matchesNameAddressOrNetwork(String entry, String host, boolean excluded) {
        assertThat(new NonProxyHosts(List.of("other", " " + entry)).match(URI.create("https://" + host + ":443")))
                .isEqualTo(excluded);
    }
}
