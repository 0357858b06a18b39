package io.citrixexporter.demo;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** What the site answers to a request. */
record Answer(int status, String contentType, Buffer body, Map<String, String> headers) {
    static final String JSON = "application/json; charset=utf-8";

    static Answer json(int status, Buffer body) {
        return new Answer(status, JSON, body, Map.of());
    }

    static Answer html(int status, String body) {
        return new Answer(status, "text/html", Buffer.buffer(body), Map.of());
    }

    Answer withHeader(String name, String value) {
        return new Answer(status, contentType, body, Map.of(name, value));
    }
}
