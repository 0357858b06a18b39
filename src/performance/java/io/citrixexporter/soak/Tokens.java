package io.citrixexporter.soak;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The tokens of the site: issued, validated, and revoked all at once. */
final class Tokens {
    /** Prefix of every token, to find leaked tokens. */
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

    /** Called if the response with the last issued token fails. */
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
