package io.citrixexporter.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests to the site, and keeps the query and headers of the first sessions call. */
final class SiteStats {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final LongAdder requests = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private volatile Call first;

    /** A sessions call. */
    private record Call(String path, String query, MultiMap headers) {}

    void responded(HttpServerRequest request, int length) {
        requests.increment();
        bytes.add(length);
        if (first == null && request.path().endsWith("/Sessions")) {
            first = new Call(request.path(), request.query(), request.headers());
        }
    }

    void unknown() {
        unknown.increment();
    }

    String json() {
        ObjectNode json = MAPPER.createObjectNode()
                .put("requests", requests.sum())
                .put("bytes", bytes.sum())
                .put("unknown", unknown.sum());
        Call call = first;
        if (call != null) {
            json.put("path", call.path()).put("query", call.query());
            ObjectNode headers = json.putObject("headers");
            call.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        }
        return json.toString();
    }
}
