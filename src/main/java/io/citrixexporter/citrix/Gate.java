package io.citrixexporter.citrix;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The one gate through which all requests to a site's API go, in the order in which they come, as fast as its
 * {@link Pace} lets them. A request that could not start before its deadline because of a pause fails at once, for the
 * reason of the pause.
 *
 * <p>It learns only from the controller in use: what a lost one still answers says nothing of the next one.
 */
final class Gate {

    private final String site;
    private final Pace pace;
    private final Clock clock;
    private final Alarm alarm;
    private final CallObserver observer;
    private final SlowdownLog log;
    private final Queue<Passage<?>> waiting = new ArrayDeque<>();
    private @Nullable CitrixException cause;
    /** Not known before the first switch: until then there is only one that is asked through the gate. */
    private @Nullable String inUse;

    private @Nullable Instant alarmAt;
    /** No deadline of those that wait is before this. */
    private Instant earliestDeadline = Instant.MAX;

    private boolean draining;
    private boolean drainAgain;

    Gate(String site, Pace pace, Clock clock, Alarm alarm, CallObserver observer) {
        this.site = site;
        this.pace = pace;
        this.clock = clock;
        this.alarm = alarm;
        this.observer = observer;
        this.log = new SlowdownLog(site);
        observer.limited(site, pace.limit());
    }

    /**
     * The request, begun when it may.
     *
     * @param controller who is asked
     * @param first whether it is not the repetition of a request to a server that had too much to do: if that has too
     *     much to do again, it says nothing new of the site, since it may be the fault of this request
     */
    <T> Uni<T> pass(String controller, Deadline deadline, boolean first, Uni<T> request) {
        return Uni.createFrom().emitter(emitter -> {
            Passage<T> passage = new Passage<>(controller, deadline, first, request, emitter);
            emitter.onTermination(passage::givenUp);
            synchronized (this) {
                waiting.add(passage);
                earliestDeadline = Pace.earlier(earliestDeadline, deadline.at());
            }
            letThrough();
        });
    }

    /**
     * Waits until the same may be asked again after a failure, or fails with it if that is not before the deadline.
     *
     * @param controller who was asked
     * @param triesBefore how often it was waited for already
     */
    Uni<Void> mayRepeat(String controller, CitrixException failure, int triesBefore, Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            Instant now = clock.instant();
            Instant until;
            synchronized (this) {
                if (failure.atSignIn() && counts(controller)) {
                    failure.notBefore().ifPresent(told -> pause(failure, told));
                }
                Instant own = failure.notBefore().orElseGet(() -> now.plus(pace.ownPause(triesBefore)));
                until = pace.pausedUntil().isAfter(own) ? pace.pausedUntil() : own;
            }
            letThrough();
            Duration left = Duration.between(now, until);
            if (deadline.passedBy(until)) {
                return Uni.createFrom().failure(failure);
            }
            return left.isNegative() || left.isZero()
                    ? Uni.createFrom().voidItem()
                    : Uni.createFrom().emitter(emitter -> alarm.after(left, () -> emitter.complete(null)));
        });
    }

    private synchronized void pause(CitrixException failure, Instant until) {
        Instant now = clock.instant();
        pace.pause(until, now);
        paused(failure, now);
    }

    private void paused(CitrixException failure, Instant now) {
        cause = failure;
        observer.paused(site, now, pace.pausedUntil());
    }

    /**
     * Another controller is in use from now on. The pause is over: whoever asked for it is not asked any more, and cannot
     * ask for another one with an answer that comes late. The requests that are waited for because of it begin now; what
     * was told to come back later does so as it was told.
     */
    void switchedTo(String controller) {
        synchronized (this) {
            inUse = controller;
            Instant now = clock.instant();
            if (!pace.pausedUntil().isAfter(now)) {
                return;
            }
            pace.resume(now);
            observer.resumed(site, now);
        }
        letThrough();
    }

    /** Under the lock. */
    private boolean counts(String controller) {
        return inUse == null || inUse.equals(controller);
    }

    /** Begins what may begin; never inside itself, however quickly requests end. */
    private void letThrough() {
        if (!mayDrain()) {
            return;
        }
        boolean done = false;
        try {
            do {
                drain();
            } while (mustDrainAgain());
            done = true;
        } finally {
            if (!done) {
                broken();
            }
        }
    }

    private synchronized boolean mayDrain() {
        if (draining) {
            drainAgain = true;
            return false;
        }
        draining = true;
        return true;
    }

    private synchronized boolean mustDrainAgain() {
        draining = drainAgain;
        drainAgain = false;
        return draining;
    }

    /** Whatever was thrown, the next who comes finds a gate that works. */
    private synchronized void broken() {
        draining = false;
        drainAgain = false;
    }

    private void drain() {
        for (Passage<?> next = next(); next != null; next = next()) {
            next.begin();
        }
    }

    /**
     * The next request whose turn has come: to begin, or to be turned away because it is too late for it, or because the
     * pause is too long. If there is none the alarm is set for the moment when there will be one.
     */
    private synchronized @Nullable Passage<?> next() {
        if (waiting.isEmpty()) {
            earliestDeadline = Instant.MAX;
            return null;
        }
        Instant now = clock.instant();
        Passage<?> late = late(now);
        if (late != null) {
            return late;
        }
        if (pace.full()) {
            return null;
        }
        Instant next = pace.next(now);
        if (next.isAfter(now)) {
            setAlarm(next, now);
            return null;
        }
        Passage<?> passage = waiting.remove();
        passage.admitted(pace.started(now));
        return passage;
    }

    /** Looks at each only where one of them may be late: this is done for every request. */
    private @Nullable Passage<?> late(Instant now) {
        Instant until = pace.pausedUntil();
        CitrixException reason = until.isAfter(now) ? cause : null;
        Instant soonest = reason == null ? now : until;
        if (soonest.isBefore(earliestDeadline)) {
            return null;
        }
        Instant earliest = Instant.MAX;
        for (Iterator<Passage<?>> all = waiting.iterator(); all.hasNext(); ) {
            Passage<?> passage = all.next();
            if (passage.deadline.passedBy(soonest)) {
                all.remove();
                passage.turnedAway(
                        reason == null || passage.deadline.passedBy(now)
                                ? CitrixException.deadline()
                                : reason.untilAfterTheCycle(until));
                return passage;
            }
            earliest = Pace.earlier(earliest, passage.deadline.at());
        }
        earliestDeadline = earliest;
        return null;
    }

    private void setAlarm(Instant next, Instant now) {
        if (alarmAt != null && !alarmAt.isAfter(next) && alarmAt.isAfter(now)) {
            return;
        }
        alarmAt = next;
        alarm.after(Duration.between(now, next), () -> alarmRang(next));
    }

    private void alarmRang(Instant at) {
        synchronized (this) {
            if (at.equals(alarmAt)) {
                alarmAt = null;
            }
        }
        letThrough();
    }

    /** Under the lock. */
    private void learn(int generation, @Nullable Throwable failure) {
        int before = pace.limit();
        Instant now = clock.instant();
        CitrixException known = failure == null ? null : CitrixErrors.of(failure);
        if (known == null || isHealthy(known)) {
            pace.good();
        } else if (known.overloaded()) {
            pace.overloaded(generation, known.notBefore(), known.reason() == Reason.THROTTLED, now);
            if (pace.pausedUntil().isAfter(now)) {
                paused(known, now);
            }
        }
        if (pace.limit() != before) {
            observer.limited(site, pace.limit());
        }
        log.answered(known, pace, now);
    }

    private static boolean isHealthy(CitrixException failure) {
        return failure.status().isPresent() && failure.status().getAsInt() < 500 && !failure.overloaded();
    }

    /** A request on its way through the gate. */
    private final class Passage<T> {
        private final String controller;
        private final Deadline deadline;
        private final boolean first;
        private final Uni<T> request;
        private final UniEmitter<? super T> emitter;
        private @Nullable CitrixException turnedAway;
        private int generation;
        private boolean inFlight;
        private boolean ended;
        private @Nullable Cancellable running;

        Passage(String controller, Deadline deadline, boolean first, Uni<T> request, UniEmitter<? super T> emitter) {
            this.controller = controller;
            this.deadline = deadline;
            this.first = first;
            this.request = request;
            this.emitter = emitter;
        }

        /** Under the lock of the gate. */
        void admitted(int startedIn) {
            generation = first ? startedIn : Pace.LONG_AGO;
            inFlight = true;
        }

        /** Under the lock of the gate. */
        void turnedAway(CitrixException why) {
            turnedAway = why;
            ended = true;
        }

        /** Has its turn, and no lock. */
        void begin() {
            CitrixException why = turnedAway;
            if (why != null) {
                emitter.fail(why);
                return;
            }
            synchronized (Gate.this) {
                if (ended) {
                    return;
                }
            }
            Cancellable started = request.subscribe().with(this::answered, this::failed);
            boolean late;
            synchronized (Gate.this) {
                running = started;
                late = ended;
            }
            if (late) {
                started.cancel();
            }
        }

        private void answered(T answer) {
            if (over(null)) {
                emitter.complete(answer);
                letThrough();
            }
        }

        private void failed(Throwable failure) {
            if (over(failure)) {
                emitter.fail(failure);
                letThrough();
            }
        }

        /**
         * Whether it was under way until now. Then its place is free, and its outcome learnt from, in one step: nobody
         * takes the place before it is known that nobody may.
         */
        private boolean over(@Nullable Throwable failure) {
            synchronized (Gate.this) {
                if (!leave()) {
                    return false;
                }
                if (counts(controller)) {
                    learn(generation, failure);
                }
                return true;
            }
        }

        /** Whoever waited for it does so no more; also told after it has ended. */
        void givenUp() {
            Cancellable toCancel;
            synchronized (Gate.this) {
                if (ended) {
                    return;
                }
                waiting.remove(this);
                toCancel = leave() ? running : null;
            }
            if (toCancel != null) {
                toCancel.cancel();
            }
            letThrough();
        }

        /** Under the lock of the gate; whether it was under way until now. */
        private boolean leave() {
            if (ended) {
                return false;
            }
            ended = true;
            if (inFlight) {
                pace.ended();
            }
            return inFlight;
        }
    }
}
