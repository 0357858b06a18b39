package io.citrixexporter.citrix.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.citrixexporter.model.FailureReason;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class ResponseBodyTest {
    private static final byte[] TEXT = "{\"Items\":[]}".getBytes(StandardCharsets.UTF_8);

    @Test
    void isReadAsItCame() throws IOException {
        assertThat(ResponseBody.of(response(TEXT, null), 100).readAllBytes()).isEqualTo(TEXT);
        assertThat(ResponseBody.of(response(TEXT, "identity"), 100).readAllBytes())
                .isEqualTo(TEXT);
    }

    @Test
    void isUnpackedWhileItIsRead() throws IOException {
        assertThat(ResponseBody.of(response(packed(TEXT), "gzip"), 100).readAllBytes())
                .isEqualTo(TEXT);
        assertThat(ResponseBody.of(response(packed(TEXT), "GZIP"), 100).read()).isEqualTo('{');
    }

    @Test
    void isEmptyWhereNothingCame() throws IOException {
        assertThat(ResponseBody.of(response(new byte[0], "gzip"), 100).isEmpty())
                .isTrue();
        assertThat(ResponseBody.of(Response.ok().build(), 100).isEmpty()).isTrue();
        assertThat(ResponseBody.of(response(TEXT, null), 100).isEmpty()).isFalse();
    }

    @Test
    void endsAtTheLimitHoweverSmallItWasPacked() throws IOException {
        byte[] packed = packed(new byte[10_000]);
        assertThat(packed).hasSizeLessThan(100);

        ResponseBody body = ResponseBody.of(response(packed, "gzip"), 9_999);
        assertThatThrownBy(body::readAllBytes).isInstanceOf(TooLargeException.class);
        assertThat(ResponseBody.of(response(packed, "gzip"), 10_000).readAllBytes())
                .hasSize(10_000);
    }

    @Test
    void failsWhereItIsNotPackedAsItSays() throws IOException {
        assertThatThrownBy(() -> ResponseBody.of(response(TEXT, "gzip"), 100)).isInstanceOf(ZipException.class);

        byte[] packed = packed(TEXT);
        ResponseBody cutOff = ResponseBody.of(response(Arrays.copyOf(packed, packed.length - 12), "gzip"), 100);
        assertThatThrownBy(cutOff::readAllBytes).isInstanceOf(EOFException.class);

        packed[packed.length - 8]++;
        ResponseBody wrongSum = ResponseBody.of(response(packed, "gzip"), 100);
        assertThatThrownBy(wrongSum::readAllBytes).isInstanceOf(ZipException.class);
    }

    @Test
    void isRefusedInAnEncodingThatNobodyAskedFor() {
        CitrixException failure =
                catchThrowableOfType(CitrixException.class, () -> ResponseBody.of(response(TEXT, "br"), 100));
        assertThat(failure.reason()).isEqualTo(FailureReason.BAD_RESPONSE);
    }

    private static Response response(byte[] body, String encoding) {
        return Response.ok(new ByteArrayInputStream(body))
                .header("Content-Encoding", encoding)
                .build();
    }

    private static byte[] packed(byte[] text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text);
        }
        return packed.toByteArray();
    }
}
