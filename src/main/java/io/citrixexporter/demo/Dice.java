package io.citrixexporter.demo;

/**
 * Random numbers that depend on nothing but what they are made from: the same parts give the same throws. One for each
 * thing drawn, so that the model needs no memory and any moment can be asked for first.
 */
final class Dice {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    static Dice of(long... parts) {
        long state = STEP;
        for (long part : parts) {
            state = mix(state ^ mix(part + STEP));
        }
        return new Dice(state);
    }

    /** Any number. */
    long number() {
        state += STEP;
        return mix(state);
    }

    double between(double low, double high) {
        return low + fraction() * (high - low);
    }

    /** Like {@link #between}, but the middle comes up most often. */
    double around(double low, double high) {
        return low + (fraction() + fraction()) / 2 * (high - low);
    }

    boolean chance(double probability) {
        return fraction() < probability;
    }

    private double fraction() {
        return (number() >>> 11) * 0x1.0p-53;
    }

    /** The finaliser of SplitMix64. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
