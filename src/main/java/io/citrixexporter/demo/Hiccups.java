package io.citrixexporter.demo;

import java.time.Instant;

/** When the flaky machine fails: for a quarter of every minute, at another second of each, so that no rhythm misses it. */
final class Hiccups {
    private static final int LENGTH = 15;

    private final long seed;

    Hiccups(long seed) {
        this.seed = seed;
    }

    boolean fails(DemoMachine machine, Instant time) {
        return machine.role() == MachineRole.FLAKY && inHiccup(time.getEpochSecond());
    }

    private boolean inHiccup(long second) {
        double from = Dice.of(seed, Math.floorDiv(second, 60)).between(0, 60 - LENGTH);
        long now = Math.floorMod(second, 60);
        return now >= from && now < from + LENGTH;
    }
}
