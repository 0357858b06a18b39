package io.citrixexporter.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Compares the machines in a scrape with the state of the site. */
final class SessionCheck {
    private static final String INVENTORY = "citrix_exporter_inventory_last_success_timestamp_seconds";
    /** All pages of an inventory show the state at the first page; all are read within a cycle. */
    private static final Duration READING = SoakSettings.INTERVAL.plus(SoakSettings.SLACK);
    /** From the response of the site to the end of the poll. */
    private static final Duration CALL = SoakSettings.REQUEST_TIMEOUT.plus(SoakSettings.SLACK);

    private final Machines machines;
    private final Violations violations;
    private final AtomicLong compared = new AtomicLong();
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    SessionCheck(Machines machines, Violations violations) {
        this.machines = machines;
        this.violations = violations;
    }

    void check(Scrape scrape) {
        Map<String, ShownMachine> shown = ShownMachine.of(scrape.seen());
        shown.forEach((label, machine) -> machines.find(label)
                .ifPresentOrElse(
                        known -> check(scrape, known, machine),
                        () -> violations.add("a machine that never was: " + label)));
        checkPresence(scrape, shown);
    }

    private void check(Scrape scrape, SoakMachine known, ShownMachine shown) {
        String label = known.label();
        violations.check(shown.complete(), label + ": without up or time of the last success");
        violations.check(shown.groups().equals(Set.of(known.group())), label + ": delivery group " + shown.groups());
        if (shown.complete()) {
            checkHold(scrape, label, shown);
        }
        if (shown.counted()) {
            violations.check(shown.addsUp(), label + ": " + shown.byState() + " against " + shown.sessions());
            checkTruth(scrape, known, shown);
        }
    }

    /** Counts are shown for exactly {@code citrix.poll.hold}; the last success has a precision of a millisecond. */
    private void checkHold(Scrape scrape, String label, ShownMachine shown) {
        Instant end = shown.lastSuccess().plus(SoakSettings.HOLD);
        if (shown.counted()) {
            violations.check(
                    !end.plusMillis(1).isBefore(scrape.begin()),
                    label + ": held too long, last success " + shown.lastSuccess() + ", scrape " + scrape.begin());
        } else {
            violations.check(
                    !end.isAfter(scrape.end()),
                    label + ": no values, last success " + shown.lastSuccess() + ", scrape " + scrape.end());
            dropped.incrementAndGet();
        }
        if (shown.counted() && !shown.up()) {
            held.incrementAndGet();
        }
    }

    private void checkTruth(Scrape scrape, SoakMachine known, ShownMachine shown) {
        compared.incrementAndGet();
        Map<Kind, Integer> values = shown.sessions();
        Instant oldest = scrape.begin().minus(SoakSettings.HOLD).minus(CALL);
        if (!known.sessions().during(oldest, scrape.end()).contains(values)) {
            String what = known.sessions().knows(values) ? "is of another time: " : "never was: ";
            violations.add(known.label() + ": " + what + values);
        } else if (shown.complete()
                && !known.sessions()
                        .during(
                                shown.lastSuccess().minus(CALL),
                                shown.lastSuccess().plusMillis(1))
                        .contains(values)) {
            violations.add(known.label() + ": not true at its last success " + shown.lastSuccess() + ": " + values);
        }
    }

    /** A machine is shown if and only if it existed when the inventory was read. */
    private void checkPresence(Scrape scrape, Map<String, ShownMachine> shown) {
        Instant read = Instant.ofEpochMilli(Math.round(scrape.seen().value(INVENTORY) * 1000));
        for (SoakMachine known : machines.all()) {
            List<Boolean> presence = known.presence().during(read.minus(READING), read);
            boolean there = shown.containsKey(known.label());
            violations.check(there || presence.contains(false), known.label() + ": missing, inventory of " + read);
            violations.check(!there || presence.contains(true), known.label() + ": not gone, inventory of " + read);
        }
    }

    /** Number of comparisons of the counts of a machine. */
    long compared() {
        return compared.get();
    }

    /** Number of these with counts of an earlier poll than the last. */
    long held() {
        return held.get();
    }

    /** Number of comparisons in which a machine had no counts. */
    long dropped() {
        return dropped.get();
    }
}
