package io.citrixexporter.demo;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

record DemoResponse(int status, String contentType, Buffer body, Map<String, String> headers) {
    static DemoResponse json(int status, Buffer body) {
        return new DemoResponse(status, "application/json; charset=utf-8", body, Map.of());
    }

    static DemoResponse html(int status, String body) {
        return new DemoResponse(status, "text/html", Buffer.buffer(body), Map.of());
    }

    DemoResponse withHeader(String name, String value) {
        return new DemoResponse(status, contentType, body, Map.of(name, value));
    }
}
