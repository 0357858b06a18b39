package io.citrixexporter.demo;

import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Random numbers that depend only on the values they are made from. Each part of the model has its own, so that it can be
 * computed for any time without what came before.
 */
final class SeededRandom {
    private SeededRandom() {}

    static SplittableRandom of(long... parts) {
        long seed = 0;
        for (long part : parts) {
            seed = new SplittableRandom(seed ^ part).nextLong();
        }
        return new SplittableRandom(seed);
    }

    /** A GUID in the form of a random one (version 4), always the same for the same values. */
    static UUID guid(String kind, long... parts) {
        SplittableRandom random = of(kind.hashCode(), of(parts).nextLong());
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
