package io.citrixexporter.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes the fields of an item, without those that the client did not ask for. */
final class ItemWriter {
    private static final DateTimeFormatter US_FORMAT =
            DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

    private final JsonGenerator json;
    private final FieldSelection fields;

    ItemWriter(JsonGenerator json, FieldSelection fields) {
        this.json = json;
        this.fields = fields;
    }

    /** Writes a text, a number, a flag or null. */
    void value(String name, @Nullable Object value) throws IOException {
        if (fields.includes(name)) {
            json.writeObjectField(name, value);
        }
    }

    /** Writes JSON text. */
    void json(String name, Supplier<String> value) throws IOException {
        if (fields.includes(name)) {
            json.writeFieldName(name);
            json.writeRawValue(value.get());
        }
    }

    /** Writes an object with all its fields. */
    void object(String name, Content content) throws IOException {
        if (fields.includes(name)) {
            json.writeObjectFieldStart(name);
            content.writeTo(new ItemWriter(json, FieldSelection.ALL));
            json.writeEndObject();
        }
    }

    /** Writes a time as Citrix does: in US format, and under a longer name as RFC 3339. */
    void time(String name, @Nullable Instant time) throws IOException {
        // Formatting is expensive: only for a client that asks for it.
        if (fields.includes(name)) {
            value(name, time == null ? null : US_FORMAT.format(time));
        }
        String formatted = "Formatted" + name;
        if (fields.includes(formatted)) {
            value(formatted, time == null ? null : rfc3339(time));
        }
    }

    static String rfc3339(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The fields of an object. */
    interface Content {
        void writeTo(ItemWriter item) throws IOException;
    }
}
