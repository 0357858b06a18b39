package io.citrixexporter.citrix.http;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes all bodies that are being received may hold together. Many at once, each within its own limit, could
 * fill the memory as well as a single one. Where it becomes too much the largest is given up: it is the likeliest to be
 * wrong, and one bad machine must not hide the others. Thread-safe.
 */
public final class BodyBudget {
    /** The collected body, its copy and what is read from it are in memory together. */
    private static final int PART_OF_HEAP = 8;

    /** Bodies below this are not worth giving up, nor to be kept in mind. */
    private static final int LARGE = 64 << 10;

    private final long most;
    private final AtomicLong held = new AtomicLong();
    private final Set<Body> large = ConcurrentHashMap.newKeySet();

    public BodyBudget(long most) {
        this.most = most;
    }

    /** An eighth of the largest heap. */
    public static BodyBudget ofHeap() {
        return new BodyBudget(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /** How many bytes may be held. */
    long most() {
        return most;
    }

    /** How many bytes are held now. */
    public long held() {
        return held.get();
    }

    /**
     * A body of which nothing has been received.
     *
     * @param limit how large it may become, in bytes
     * @param giveUp ends it
     */
    Body body(long limit, GiveUp giveUp) {
        return new Body(limit, giveUp);
    }

    /** Ends the reception of a body that is too large, or one of too many. */
    interface GiveUp {
        void because(TooLargeException reason);
    }

    private void giveUpTheLargest() {
        TooLargeException reason = TooLargeException.together(most);
        while (held.get() > most) {
            Optional<Body> largest = large.stream().max(Comparator.comparingLong(Body::received));
            if (largest.isEmpty()) {
                return;
            }
            largest.get().giveUp(reason);
        }
    }

    /** One body. */
    final class Body {
        private final long limit;
        private final GiveUp giveUp;
        private long received;
        private boolean whole;
        private boolean over;

        private Body(long limit, GiveUp giveUp) {
            this.limit = limit;
            this.giveUp = giveUp;
        }

        /** Another piece of it is there. */
        void add(int bytes) {
            if (!count(bytes)) {
                return;
            }
            if (received() > limit) {
                giveUp(TooLargeException.alone(limit));
            } else if (held.get() > most) {
                giveUpTheLargest();
            }
        }

        private synchronized boolean count(int bytes) {
            if (over) {
                return false;
            }
            received += bytes;
            held.addAndGet(bytes);
            if (received > LARGE) {
                large.add(this);
            }
            return true;
        }

        private synchronized long received() {
            return received;
        }

        private void giveUp(TooLargeException reason) {
            if (endBeforeItIsWhole()) {
                giveUp.because(reason);
            }
        }

        private synchronized boolean endBeforeItIsWhole() {
            return !whole && end();
        }

        /**
         * All of it is there. It is held until its end, but not given up any more: that would free nothing, and break the
         * connection on which it came, which may have its next request already.
         */
        synchronized void complete() {
            whole = true;
            large.remove(this);
        }

        /** Nothing of it is held any more; whether it was until now. */
        synchronized boolean end() {
            if (over) {
                return false;
            }
            over = true;
            held.addAndGet(-received);
            large.remove(this);
            return true;
        }
    }
}
