package io.citrixexporter.citrix.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EndpointTest {

    @ParameterizedTest
    @EnumSource
    void recognizesItsPath(Endpoint endpoint) {
        assertThat(Endpoint.isPaged("/cvad/manage" + endpoint.template())).isEqualTo(endpoint.paged());
    }

    @ParameterizedTest
    @CsvSource({
        "/Machines/cvad/manage/Sessions, true",
        "/Machines/cvad/manage/Machines, true",
        "/Machines/cvad/manage/Machines/CORP%7CCTX-01/Sessions, false",
        "/Sessions/Machines/CTX-01/Sessions, false",
        "/cvad/manage/Machines/Machines/Sessions, false",
        "/Sessions/tokens, false",
    })
    void allowsAnyBasePath(String path, boolean paged) {
        assertThat(Endpoint.isPaged(path)).isEqualTo(paged);
    }
}
