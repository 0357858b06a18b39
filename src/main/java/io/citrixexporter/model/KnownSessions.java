package io.citrixexporter.model;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * The sessions of a machine as known from its polls. Each session starts and ends at most once, even if a list lacks it
 * for a while: an id that has ended is remembered for at least {@value #REMEMBERED_POLLS} further lists, unless many
 * others have ended since. Immutable.
 */
public final class KnownSessions {
    /** No list yet: the sessions of the first one have not started now. */
    public static final KnownSessions UNKNOWN = new KnownSessions(new long[0], new long[0], Ended.NONE);

    private static final int REMEMBERED_POLLS = 60;
    private static final int MAX_REMEMBERED = 100;

    private final long[] listed;
    private final long[] notEstablished;
    private final Ended ended;

    private KnownSessions(long[] listed, long[] notEstablished, Ended ended) {
        this.listed = listed;
        this.notEstablished = notEstablished;
        this.ended = ended;
    }

    /**
     * The sessions after another list, and what has changed.
     *
     * @param next what is known now
     * @param changes what happened since the list before
     */
    public record Comparison(KnownSessions next, SessionChanges changes) {}

    /** Compares with the next complete list. */
    public Comparison with(ListedSessions now) {
        long[] ids = now.ids();
        if (this == UNKNOWN) {
            return new Comparison(new KnownSessions(ids, new long[0], Ended.NONE), SessionChanges.NONE);
        }
        long[] started = filter(ids, id -> !contains(listed, id) && !ended.contains(id));
        long[] gone = filter(listed, id -> !contains(ids, id) && !ended.contains(id));
        long[] waiting = union(started, filter(notEstablished, id -> contains(ids, id)));
        long[] established = filter(waiting, id -> now.establishmentMillis(id) != null);
        KnownSessions next =
                new KnownSessions(ids, filter(waiting, id -> !contains(established, id)), ended.after(ids, gone));
        return new Comparison(next, new SessionChanges(started.length, gone.length, durations(established, now)));
    }

    private static List<Duration> durations(long[] ids, ListedSessions now) {
        return LongStream.of(ids)
                .mapToObj(now::establishmentMillis)
                .map(Duration::ofMillis)
                .toList();
    }

    private static boolean contains(long[] ascending, long id) {
        return Arrays.binarySearch(ascending, id) >= 0;
    }

    private static long[] filter(long[] ids, LongPredicate kept) {
        return LongStream.of(ids).filter(kept).toArray();
    }

    private static long[] union(long[] some, long[] others) {
        return some.length == 0
                ? others
                : LongStream.concat(LongStream.of(some), LongStream.of(others))
                        .sorted()
                        .distinct()
                        .toArray();
    }

    /** Sessions that have ended. */
    private static final class Ended {
        static final Ended NONE = new Ended(new long[0], new long[0], 0);

        private final long[] recent;
        private final long[] older;
        private final int lists;

        /**
         * @param recent those of the last lists, ascending
         * @param older those of the lists before these, ascending
         * @param lists how many lists {@code recent} covers
         */
        private Ended(long[] recent, long[] older, int lists) {
            this.recent = recent;
            this.older = older;
            this.lists = lists;
        }

        boolean contains(long id) {
            return KnownSessions.contains(recent, id) || KnownSessions.contains(older, id);
        }

        /** One that is listed again is remembered as long as it is listed. */
        Ended after(long[] listed, long[] gone) {
            long[] added = union(gone, filter(older, id -> KnownSessions.contains(listed, id)));
            // Bounds the memory where a server has other ids in each list.
            boolean many = recent.length > MAX_REMEMBERED + 2 * listed.length;
            return lists < REMEMBERED_POLLS && !many
                    ? new Ended(union(added, recent), older, lists + 1)
                    : new Ended(union(added, filter(recent, id -> KnownSessions.contains(listed, id))), recent, 1);
        }
    }
}
