package io.citrixexporter.soak;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The tokens of the site: given out, known again, and revoked all at once. */
final class Tokens {
    /** With this every token begins, so that one is recognized where it must not be. */
    static final String MARK = "soak-token-";

    private final Set<String> valid = ConcurrentHashMap.newKeySet();
    private final AtomicInteger issued = new AtomicInteger();
    private final AtomicInteger revocations = new AtomicInteger();
    private volatile boolean missing = true;
    private volatile Instant lastIssued = Instant.MIN;

    String issue(Instant now) {
        String token = MARK + UUID.randomUUID();
        valid.add(token);
        issued.incrementAndGet();
        lastIssued = now;
        missing = false;
        return token;
    }

    /** The response with the token that was issued last fails on its way. */
    void lost() {
        missing = true;
    }

    boolean accepts(String authorization) {
        String start = "CWSAuth bearer=";
        return authorization != null
                && authorization.startsWith(start)
                && valid.contains(authorization.substring(start.length()));
    }

    void revokeAll() {
        valid.clear();
        missing = true;
        revocations.incrementAndGet();
    }

    /** Whether the exporter has no valid token. */
    boolean missing() {
        return missing;
    }

    Instant lastIssued() {
        return lastIssued;
    }

    int issued() {
        return issued.get();
    }

    int revocations() {
        return revocations.get();
    }
}
