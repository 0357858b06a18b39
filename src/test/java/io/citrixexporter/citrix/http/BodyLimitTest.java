package io.citrixexporter.citrix.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.citrixexporter.model.FailureReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyLimitTest {

    @ParameterizedTest(name = "{0} MiB of heap, {1} requests: {2} MiB, lists {3} MiB")
    @CsvSource({"128, 8, 2, 16", "32, 8, 1, 4", "4096, 8, 64, 64", "16384, 1, 64, 64", "1024, 64, 2, 64"})
    void dividesAnEighthOfTheHeap(long heap, int concurrency, long limit, long lists) {
        assertThat(BodyLimit.of(heap << 20, concurrency)).isEqualTo(new BodyLimit(limit << 20, lists << 20));
    }

    @Test
    void readsUpToTheLimit() throws IOException {
        BodyLimit limit = new BodyLimit(3);

        assertThat(limit.read(new ByteArrayInputStream(new byte[3]))).hasSize(3);
        assertThat(catchThrowableOfType(CitrixException.class, () -> limit.read(new ByteArrayInputStream(new byte[4])))
                        .reason())
                .isEqualTo(FailureReason.TOO_LARGE);
    }
}
