package io.citrixexporter.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes a JSON document as a stream: a benchmark measures the exporter, not this server. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int USUAL_SIZE = 4096;

    private Json() {}

    /** What goes between the braces of an object. */
    interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    static Buffer object(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            content.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
