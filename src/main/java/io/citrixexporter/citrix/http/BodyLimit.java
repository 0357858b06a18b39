package io.citrixexporter.citrix.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.Consumer;

/**
 * Gives up on a response as soon as its body, as it is sent, exceeds a limit of its own or that of all together, so that
 * no server can fill the memory.
 */
public final class BodyLimit implements Consumer<HttpClientRequest> {
    private final long limit;
    private final BodyBudget budget;

    public BodyLimit(long limit, BodyBudget budget) {
        this.limit = limit;
        this.budget = budget;
    }

    /** How large a body may become when it is unpacked, in bytes: what is made of it is in memory as a whole. */
    public long unpacked() {
        return Math.min(limit, budget.most());
    }

    @Override
    public void accept(HttpClientRequest request) {
        request.response().onSuccess(response -> watch(request, response));
    }

    private void watch(HttpClientRequest request, HttpClientResponse response) {
        BodyBudget.Body body = budget.body(limit, reason -> request.reset(0, reason));
        response.handler(piece -> body.add(piece.length()));
        response.end().onSuccess(end -> body.complete());
        response.end().onComplete(end -> afterItWasRead(body));
    }

    /** The others who wait for the end read the body when they hear of it. */
    private static void afterItWasRead(BodyBudget.Body body) {
        Context context = Vertx.currentContext();
        if (context == null) {
            body.end();
        } else {
            context.runOnContext(later -> body.end());
        }
    }
}
