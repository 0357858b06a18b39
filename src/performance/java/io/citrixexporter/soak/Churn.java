package io.citrixexporter.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Changes the site at each tick: sessions change, machines are added, removed and fail, a fifth of them is unavailable for a while,
 * tokens are revoked.
 */
final class Churn {
    static final Duration TICK = Duration.ofMillis(100);

    private static final int CHANGES_PER_TICK = 2;
    private static final Duration OUTAGE = Duration.ofSeconds(25);
    /** Every fifth machine is part of a partial outage. */
    private static final int PART = 5;

    private final Machines machines;
    private final Tokens tokens;
    private final PartialOutages partialOutages;
    private final RandomGenerator random;
    private final int size;
    private Instant nextMove = Instant.MIN;
    private Instant nextOutage = Instant.MIN;
    private Instant nextPartialOutage;
    private Instant nextRevocation;
    private volatile boolean calm;
    private int added;
    private int removed;
    private int outages;

    Churn(
            Machines machines,
            Tokens tokens,
            PartialOutages partialOutages,
            RandomGenerator random,
            int size,
            Instant now) {
        this.machines = machines;
        this.tokens = tokens;
        this.partialOutages = partialOutages;
        this.random = random;
        this.size = size;
        this.nextPartialOutage = now.plus(seconds(30, 60));
        this.nextRevocation = now.plus(seconds(40, 60));
        for (int i = 0; i < size; i++) {
            SoakMachine machine = machines.addNew(now);
            for (int change = 0; change < 8; change++) {
                machine.change(random, now);
            }
        }
    }

    synchronized void tick(Instant now) {
        if (calm) {
            return;
        }
        for (int i = 0; i < CHANGES_PER_TICK; i++) {
            one(machines.present()).change(random, now);
        }
        if (now.isAfter(nextMove)) {
            move(now);
            nextMove = now.plus(seconds(3, 9));
        }
        if (now.isAfter(nextOutage)) {
            one(machines.present()).failUntil(now.plus(OUTAGE));
            outages++;
            nextOutage = now.plus(seconds(10, 20));
        }
        if (now.isAfter(nextPartialOutage)) {
            partialOutages.begin(part(machines.present()), now, now.plus(seconds(20, 30)));
            nextPartialOutage = now.plus(seconds(30, 60));
        }
        if (now.isAfter(nextRevocation)) {
            tokens.revokeAll();
            nextRevocation = now.plus(seconds(45, 120));
        }
    }

    /** Stops all changes and failures. */
    synchronized void end() {
        calm = true;
        machines.all().forEach(machine -> {
            machine.failUntil(Instant.MIN);
            machine.unavailableUntil(Instant.MIN);
        });
    }

    /** Removes a machine, or adds a new or a former one. */
    private void move(Instant now) {
        List<SoakMachine> gone = machines.gone();
        int surplus = machines.present().size() - size;
        if (random.nextInt(-5, 6) < surplus) {
            one(machines.present()).presence().set(false, now);
            removed++;
        } else {
            if (gone.isEmpty() || random.nextBoolean()) {
                machines.addNew(now).change(random, now);
            } else {
                one(gone).presence().set(true, now);
            }
            added++;
        }
    }

    private List<SoakMachine> part(List<SoakMachine> all) {
        List<SoakMachine> rest = new ArrayList<>(all);
        return Stream.generate(() -> rest.remove(random.nextInt(rest.size())))
                .limit(all.size() / PART)
                .toList();
    }

    private SoakMachine one(List<SoakMachine> some) {
        return some.get(random.nextInt(some.size()));
    }

    private Duration seconds(int min, int most) {
        return Duration.ofSeconds(random.nextInt(min, most + 1));
    }

    synchronized int added() {
        return added;
    }

    synchronized int removed() {
        return removed;
    }

    synchronized int outages() {
        return outages;
    }
}
