package io.citrixexporter.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes one item of a collection, leaving out what the client did not ask for. */
final class ItemWriter {
    private static final DateTimeFormatter LOCALE_TEXT =
            DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

    private final JsonGenerator json;
    private final Fields fields;

    ItemWriter(JsonGenerator json, Fields fields) {
        this.json = json;
        this.fields = fields;
    }

    void text(String name, @Nullable String value) throws IOException {
        if (fields.include(name)) {
            json.writeStringField(name, value);
        }
    }

    void flag(String name, boolean value) throws IOException {
        if (fields.include(name)) {
            json.writeBooleanField(name, value);
        }
    }

    void number(String name, int value) throws IOException {
        if (fields.include(name)) {
            json.writeNumberField(name, value);
        }
    }

    void nothing(String name) throws IOException {
        if (fields.include(name)) {
            json.writeNullField(name);
        }
    }

    void object(String name, Json.Content content) throws IOException {
        if (fields.include(name)) {
            json.writeObjectFieldStart(name);
            content.writeTo(json);
            json.writeEndObject();
        }
    }

    void array(String name, Json.Content content) throws IOException {
        if (fields.include(name)) {
            json.writeArrayFieldStart(name);
            content.writeTo(json);
            json.writeEndArray();
        }
    }

    /** A time as Citrix has it: once as text of a locale, and once under a longer name as RFC 3339. */
    void time(String name, @Nullable Instant time) throws IOException {
        if (fields.include(name)) {
            json.writeStringField(name, time == null ? null : LOCALE_TEXT.format(time));
        }
        String formatted = "Formatted" + name;
        if (fields.include(formatted)) {
            json.writeStringField(formatted, time == null ? null : rfc3339(time));
        }
    }

    static String rfc3339(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
