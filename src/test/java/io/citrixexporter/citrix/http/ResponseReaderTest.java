package io.citrixexporter.citrix.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.citrixexporter.TestClock;
import io.citrixexporter.model.FailureReason;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseReaderTest {
    private static final byte[] TEXT = "{\"Items\":[]}".getBytes(StandardCharsets.UTF_8);

    private final ResponseReader reader = new ResponseReader(new BodyLimit(100), new TestClock(), Runnable::run);

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip"})
    void decompressesGzip(String encoding) throws IOException {
        assertThat(read(response(gzip(TEXT), encoding))).isEqualTo(TEXT);
    }

    @Test
    void readsUncompressedBody() {
        assertThat(read(response(TEXT, "identity"))).isEqualTo(TEXT);
        assertThat(read(Response.ok(TEXT).build())).isEqualTo(TEXT);
    }

    @Test
    void rejectsEncodingThatWasNotRequested() {
        assertFails(response(TEXT, "br"), FailureReason.BAD_RESPONSE, "an encoding that was not requested");
    }

    @Test
    void rejectsInvalidGzip() {
        assertFails(response(TEXT, "gzip"), FailureReason.BAD_RESPONSE, "cannot be decompressed");
    }

    @Test
    void rejectsEmptyBody() throws IOException {
        assertFails(response(new byte[0], "gzip"), FailureReason.BAD_RESPONSE, "an empty body");
        assertFails(response(gzip(new byte[0]), "gzip"), FailureReason.BAD_RESPONSE, "an empty body");
    }

    @Test
    void limitsDecompressedBody() throws IOException {
        assertFails(response(gzip(new byte[101]), "gzip"), FailureReason.TOO_LARGE, "larger than 100 bytes");
    }

    private byte[] read(Response response) {
        return reader.parse(response, body -> body);
    }

    private void assertFails(Response response, FailureReason reason, String message) {
        CitrixException failure = catchThrowableOfType(CitrixException.class, () -> read(response));
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessageContaining(message);
    }

    private static Response response(byte[] body, String encoding) {
        return Response.ok(body).header("Content-Encoding", encoding).build();
    }

    private static byte[] gzip(byte[] text) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(text);
        }
        return compressed.toByteArray();
    }
}
