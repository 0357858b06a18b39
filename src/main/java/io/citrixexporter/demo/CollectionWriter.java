package io.citrixexporter.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the collections of the API, the long ones page by page. */
final class CollectionWriter {
    private final SiteModel model;
    private final List<DemoMachine> machines;

    CollectionWriter(SiteModel model, List<DemoMachine> machines) {
        this.model = model;
        this.machines = machines;
    }

    Buffer machines(Page page, int limit, Fields fields) {
        return Json.object(json -> {
            int end = Math.min(page.machine() + limit, machines.size());
            json.writeArrayFieldStart("Items");
            for (int index = page.machine(); index < end; index++) {
                DemoMachine machine = machines.get(index);
                MachineJson.write(machine, model.status(machine, page.time()), json, fields);
            }
            end(json, end < machines.size() ? page.from(end, 0) : null);
        });
    }

    /** The sessions of a machine, which Citrix gives in one piece. */
    Buffer sessions(DemoMachine machine, Instant time, Fields fields) {
        return Json.object(json -> {
            json.writeArrayFieldStart("Items");
            write(model.sessions(machine, time), json, fields);
            end(json, null);
        });
    }

    Buffer sessions(Page page, int limit, Fields fields) {
        return Json.object(json -> {
            json.writeArrayFieldStart("Items");
            end(json, fill(page, limit, json, fields));
        });
    }

    /** Writes a page of the sessions of all machines and tells where the next one begins, if there is one. */
    private @Nullable Page fill(Page page, int limit, JsonGenerator json, Fields fields) throws IOException {
        int room = limit;
        int skip = page.skip();
        for (int index = page.machine(); index < machines.size(); index++) {
            List<DemoSession> sessions = model.sessions(machines.get(index), page.time());
            int begin = Math.min(skip, sessions.size());
            int end = Math.min(begin + room, sessions.size());
            write(sessions.subList(begin, end), json, fields);
            if (end < sessions.size()) {
                return page.from(index, end);
            }
            room -= end - begin;
            skip = 0;
        }
        return null;
    }

    private static void write(List<DemoSession> sessions, JsonGenerator json, Fields fields) throws IOException {
        for (DemoSession session : sessions) {
            SessionJson.write(session, json, fields);
        }
    }

    private static void end(JsonGenerator json, @Nullable Page next) throws IOException {
        json.writeEndArray();
        json.writeStringField("ContinuationToken", next == null ? null : next.token());
    }
}
