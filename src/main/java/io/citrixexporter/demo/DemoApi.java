package io.citrixexporter.demo;

import io.citrixexporter.config.ExporterConfig.Demo;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;

/** The calls of the API: from a request to the body of its response. */
final class DemoApi {
    private static final int DEFAULT_LIMIT = 250;
    private static final int MAX_LIMIT = 1000;

    private final InstantSource clock;
    private final DemoMachines machines;
    private final DemoModel model;
    private final CollectionWriter collections;

    DemoApi(Demo settings, InstantSource clock) {
        this.clock = clock;
        machines = new DemoMachines(settings);
        model = new DemoModel(settings, clock.instant());
        collections = new CollectionWriter(model, machines.all());
    }

    /** How the whole API fails now. */
    ApiFault fault() {
        return model.fault(clock.instant());
    }

    Buffer machines(HttpServerRequest request) {
        return collections.machines(page(request), limit(request), fields(request));
    }

    Buffer sessions(HttpServerRequest request) {
        return collections.sessions(page(request), limit(request), fields(request));
    }

    Buffer machineSessions(HttpServerRequest request, String nameOrId) {
        DemoMachine machine = machines.find(nameOrId).orElseThrow(() -> DemoError.notFound("Machine", nameOrId));
        if (model.isFailing(machine, clock.instant())) {
            throw DemoError.serviceFailure();
        }
        return collections.sessions(machine, clock.instant(), fields(request));
    }

    private DemoPage page(HttpServerRequest request) {
        return DemoPage.of(request.getParam("continuationToken"), clock.instant());
    }

    private static int limit(HttpServerRequest request) {
        String limit = request.getParam("limit", Integer.toString(DEFAULT_LIMIT));
        if (!limit.matches("[1-9][0-9]{0,3}") || Integer.parseInt(limit) > MAX_LIMIT) {
            throw DemoError.badRequest("limit", limit);
        }
        return Integer.parseInt(limit);
    }

    private static FieldSelection fields(HttpServerRequest request) {
        return FieldSelection.of(request.getParam("fields"));
    }
}
