package io.citrixexporter.citrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.model.FailureReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallReporterTest {

    @ParameterizedTest
    @CsvSource({"401, 4xx", "503, 5xx", "302, 3xx", "202, bad_response"})
    void labelIsStatusClass(int status, String label) {
        assertThat(CallReporter.outcome(CitrixErrors.ofStatus(status))).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({"CONNECT, connect", "BAD_RESPONSE, bad_response", "TOO_LARGE, too_large"})
    void labelIsReasonWithoutValidResponse(FailureReason reason, String label) {
        assertThat(CallReporter.outcome(new CitrixException(reason, "text"))).isEqualTo(label);
        assertThat(CallReporter.outcome(null)).isEqualTo("2xx");
    }
}
