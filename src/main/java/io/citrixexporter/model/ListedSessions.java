package io.citrixexporter.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that one poll of a machine listed: hashes of their ids and how long each took to be established. Takes
 * 12 bytes a session. Immutable.
 */
public final class ListedSessions {
    private static final int NOT_ESTABLISHED = -1;

    private final long[] ids;
    private final int[] establishmentMillis;

    /** @param ids ascending */
    private ListedSessions(long[] ids, int[] establishmentMillis) {
        this.ids = ids;
        this.establishmentMillis = establishmentMillis;
    }

    /** Hashes of the ids, ascending; not to be changed. */
    long[] ids() {
        return ids;
    }

    /** How long a session took to be established, in ms; null if it is not known, or not yet. */
    @Nullable
    Integer establishmentMillis(long id) {
        int millis = establishmentMillis[Arrays.binarySearch(ids, id)];
        return millis == NOT_ESTABLISHED ? null : (Integer) millis;
    }

    /** Whether the server says of any session how long it took to be established. */
    public boolean durationsKnown() {
        return Arrays.stream(establishmentMillis).anyMatch(millis -> millis != NOT_ESTABLISHED);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ListedSessions sessions
                && Arrays.equals(ids, sessions.ids)
                && Arrays.equals(establishmentMillis, sessions.establishmentMillis);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    /** Collects sessions one by one. Not thread-safe. */
    static final class Builder {
        private final Map<Long, Integer> millisById = new HashMap<>();

        /** Adds a session. One without an id cannot be recognized in the next list and is left out. */
        void add(Session session) {
            String id = session.id();
            if (id != null) {
                SessionDetails details = session.details();
                // The duration is final only once the logon has ended.
                boolean loggingOn = Boolean.TRUE.equals(details.logonInProgress());
                millisById.put(
                        hash(id),
                        loggingOn
                                ? NOT_ESTABLISHED
                                : Objects.requireNonNullElse(details.establishmentMillis(), NOT_ESTABLISHED));
            }
        }

        ListedSessions build() {
            long[] ids = millisById.keySet().stream()
                    .mapToLong(Long::longValue)
                    .sorted()
                    .toArray();
            int[] millis = new int[ids.length];
            for (int i = 0; i < ids.length; i++) {
                millis[i] = Objects.requireNonNull(millisById.get(ids[i]));
            }
            return new ListedSessions(ids, millis);
        }
    }

    /** FNV-1a with 64 bits, then mixed. */
    private static long hash(String id) {
        long hash = 0xcbf29ce484222325L;
        for (byte character : MachineNames.comparable(id).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (character & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        return hash ^ (hash >>> 33);
    }
}
