package io.citrixexporter.citrix;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.Consumer;

/** Gives up on a response as soon as its decoded body exceeds a limit, so that no server can fill the memory. */
final class BodyLimit implements Consumer<HttpClientRequest> {
    private final long limit;

    BodyLimit(long limit) {
        this.limit = limit;
    }

    @Override
    public void accept(HttpClientRequest request) {
        request.response().onSuccess(response -> watch(request, response));
    }

    private void watch(HttpClientRequest request, HttpClientResponse response) {
        long[] received = {0};
        response.handler(buffer -> {
            received[0] += buffer.length();
            if (received[0] > limit) {
                request.reset(0, new TooLargeException(limit));
            }
        });
    }
}
