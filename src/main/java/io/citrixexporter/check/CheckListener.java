package io.citrixexporter.check;

import io.citrixexporter.citrix.CitrixListener;
import io.citrixexporter.citrix.http.Endpoint;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls of a check and the backoffs that the site requests. */
final class CheckListener implements CitrixListener {
    private final Map<Endpoint, Integer> calls = new ConcurrentHashMap<>();
    private final AtomicInteger backoffs = new AtomicInteger();

    int calls(Endpoint endpoint) {
        return calls.getOrDefault(endpoint, 0);
    }

    int backoffs() {
        return backoffs.get();
    }

    @Override
    public void callEnded(String site, Endpoint endpoint, String outcome, Duration took) {
        calls.merge(endpoint, 1, Integer::sum);
    }

    @Override
    public void backoffStarted(String site, Duration duration) {
        backoffs.incrementAndGet();
    }
}
