package io.citrixexporter.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the collections of the API, the long ones page by page. */
final class CollectionWriter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_SIZE = 4096;

    private final DemoModel model;
    private final List<DemoMachine> machines;

    CollectionWriter(DemoModel model, List<DemoMachine> machines) {
        this.model = model;
        this.machines = machines;
    }

    Buffer machines(DemoPage page, int limit, FieldSelection fields) {
        double time = model.clock().time(page.time());
        int end = Math.min(page.machine() + limit, machines.size());
        return collection(json -> {
            for (int index = page.machine(); index < end; index++) {
                DemoMachine machine = machines.get(index);
                MachineJson.write(machine, model.status(machine, time), json, fields);
            }
            return end < machines.size() ? page.startingAt(end, 0) : null;
        });
    }

    /** The sessions of a machine, which Citrix returns without paging. */
    Buffer sessions(DemoMachine machine, Instant now, FieldSelection fields) {
        double time = model.clock().time(now);
        return collection(json -> {
            write(model.sessions(machine, time), time, json, fields);
            return null;
        });
    }

    Buffer sessions(DemoPage page, int limit, FieldSelection fields) {
        return collection(json -> fill(page, limit, json, fields));
    }

    private @Nullable DemoPage fill(DemoPage page, int limit, JsonGenerator json, FieldSelection fields)
            throws IOException {
        double time = model.clock().time(page.time());
        int room = limit;
        int skip = page.skip();
        for (int index = page.machine(); index < machines.size(); index++) {
            List<DemoSession> sessions = model.sessions(machines.get(index), time);
            int start = Math.min(skip, sessions.size());
            int end = Math.min(start + room, sessions.size());
            write(sessions.subList(start, end), time, json, fields);
            if (end < sessions.size()) {
                return page.startingAt(index, end);
            }
            room -= end - start;
            skip = 0;
        }
        return null;
    }

    private void write(List<DemoSession> sessions, double time, JsonGenerator json, FieldSelection fields)
            throws IOException {
        for (DemoSession session : sessions) {
            new SessionJson(session, model.clock(), time).write(json, fields);
        }
    }

    /** Streams, since a benchmark is about the exporter and not about this server. */
    static Buffer collection(Items items) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("Items");
            DemoPage next = items.writeTo(json);
            json.writeEndArray();
            json.writeStringField("ContinuationToken", next == null ? null : next.token());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    /** The items of a page. */
    interface Items {
        /** Returns the next page, or null after the last one. */
        @Nullable
        DemoPage writeTo(JsonGenerator json) throws IOException;
    }
}
