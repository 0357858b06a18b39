package io.citrixexporter.soak;

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

    String issue() {
        String token = MARK + UUID.randomUUID();
        valid.add(token);
        issued.incrementAndGet();
        return token;
    }

    boolean accepts(String authorization) {
        String start = "CWSAuth bearer=";
        return authorization != null
                && authorization.startsWith(start)
                && valid.contains(authorization.substring(start.length()));
    }

    void revokeAll() {
        valid.clear();
        revocations.incrementAndGet();
    }

    int issued() {
        return issued.get();
    }

    int revocations() {
        return revocations.get();
    }
}
