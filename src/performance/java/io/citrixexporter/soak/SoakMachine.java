package io.citrixexporter.soak;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A machine of the site with its history: when it existed, and which sessions it had when. */
final class SoakMachine {
    private static final List<String> STATES = List.of("Active", "Active", "Connected", "Disconnected", "Unknown");
    private static final List<String> PROTOCOLS = List.of("Hdx", "Hdx", "Rdp", "Console", "Unknown");
    private static final List<String> APP_STATES = List.of("Desktop", "Active", "NoApps", "PreLaunched", "Unknown");
    private static final int MAX_SESSIONS = 15;

    private final int number;
    private final History<Map<Kind, Integer>> sessions = new History<>(Map.of());
    private final List<String> ids = new ArrayList<>();
    private int starts;
    private int ends;
    private volatile SessionList list = new SessionList(Map.of(), List.of());
    private final History<Boolean> presence = new History<>(false);
    private volatile Instant outageEnd = Instant.MIN;
    private volatile Instant unavailableEnd = Instant.MIN;
    private volatile Instant lastFailure = Instant.MIN;

    SoakMachine(int number) {
        this.number = number;
    }

    /** The value of its {@code machine} label. */
    String label() {
        return "M-%05d".formatted(number);
    }

    String group() {
        return "Group " + number % 4;
    }

    /** History of its session counts by kind. */
    History<Map<Kind, Integer>> sessions() {
        return sessions;
    }

    /**
     * What a response lists.
     *
     * @param counts sessions by kind
     * @param ids as many ids as sessions; an id stays until its session ends and never comes back
     */
    record SessionList(Map<Kind, Integer> counts, List<String> ids) {}

    SessionList list() {
        return list;
    }

    /** Number of sessions that have started. */
    synchronized int starts() {
        return starts;
    }

    /** Number of sessions that have ended. */
    synchronized int ends() {
        return ends;
    }

    /** History of its presence in the inventory. */
    History<Boolean> presence() {
        return presence;
    }

    boolean out(Instant now) {
        return now.isBefore(outageEnd);
    }

    void failUntil(Instant end) {
        outageEnd = end;
    }

    /** Whether it is part of a partial outage. */
    boolean unavailable(Instant now) {
        return now.isBefore(unavailableEnd);
    }

    void unavailableUntil(Instant end) {
        unavailableEnd = end;
    }

    /** Time of the last failed response to a sessions call for it. */
    Instant lastFailure() {
        return lastFailure;
    }

    void responseFailed(Instant now) {
        lastFailure = now;
    }

    /** Adds or removes sessions; sometimes removes all. */
    synchronized void change(RandomGenerator random, Instant now) {
        Map<Kind, Integer> counts = new HashMap<>(sessions.now());
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (random.nextInt(20) == 0) {
            counts.clear();
        } else if (total > 0 && random.nextInt(MAX_SESSIONS) < total) {
            Kind leaving = List.copyOf(counts.keySet()).get(random.nextInt(counts.size()));
            counts.computeIfPresent(leaving, (kind, count) -> count == 1 ? null : count - 1);
        } else {
            counts.merge(
                    new Kind(one(STATES, random), one(PROTOCOLS, random), one(APP_STATES, random)),
                    1 + random.nextInt(3),
                    Integer::sum);
        }
        sessions.set(Map.copyOf(counts), now);
        adjustIds(counts.values().stream().mapToInt(Integer::intValue).sum());
        list = new SessionList(Map.copyOf(counts), List.copyOf(ids));
    }

    private void adjustIds(int total) {
        while (ids.size() > total) {
            ids.remove(0);
            ends++;
        }
        while (ids.size() < total) {
            starts++;
            ids.add("session-" + number + "-" + starts);
        }
    }

    private static String one(List<String> words, RandomGenerator random) {
        return words.get(random.nextInt(words.size()));
    }
}
