package io.citrixexporter.check;

import io.citrixexporter.citrix.ApiOperation;
import io.citrixexporter.citrix.CitrixListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls of a check and the backoffs that the site requests. */
final class CheckListener implements CitrixListener {
    private final Map<ApiOperation, Integer> calls = new ConcurrentHashMap<>();
    private final AtomicInteger backoffs = new AtomicInteger();

    int calls(ApiOperation endpoint) {
        return calls.getOrDefault(endpoint, 0);
    }

    int backoffs() {
        return backoffs.get();
    }

    @Override
    public void callEnded(String site, ApiOperation endpoint, String outcome, Duration took) {
        calls.merge(endpoint, 1, Integer::sum);
    }

    @Override
    public void backoffStarted(String site, Duration duration) {
        backoffs.incrementAndGet();
    }
}
