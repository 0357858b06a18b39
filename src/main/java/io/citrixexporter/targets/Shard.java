package io.citrixexporter.targets;

import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.model.MachineNames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Assigns each machine name to exactly one of several exporters.
 *
 * <p>The key is the short name in lower case, at most 15 characters of it: a computer account has no longer name (NetBIOS),
 * while the host name in its DNS name may be longer. So {@code CORP\VERYLONGMACHINE} and
 * {@code verylongmachinename01.corp.example} have the same key. It goes through the jump consistent hash (Lamping and
 * Veach, 2014): an additional exporter takes over its share of the machines, and no machine moves between the others.
 */
final class Shard {
    private static final int MAX_KEY_LENGTH = 15;
    private static final long LCG = 2862933555777941757L;

    private final ExporterConfig.Shard settings;

    Shard(ExporterConfig.Shard settings) {
        this.settings = settings;
    }

    /** Whether several exporters share the machines. */
    boolean divided() {
        return settings.total() > 1;
    }

    /** Whether this exporter polls the machine with this name, in any form of a name but an id or a SID. */
    boolean owns(String machineName) {
        return !divided() || of(machineName, settings.total()) == settings.index();
    }

    /** The shard of a machine, 0 to {@code total - 1}. */
    static int of(String machineName, int total) {
        long key = hash(key(machineName));
        long bucket = -1;
        long next = 0;
        while (next < total) {
            bucket = next;
            key = key * LCG + 1;
            next = (long) ((bucket + 1) * (double) (1L << 31) / ((key >>> 33) + 1));
        }
        return (int) bucket;
    }

    private static String key(String machineName) {
        String shortName = MachineNames.comparable(MachineNames.shortName(machineName));
        return shortName.substring(0, Math.min(shortName.length(), MAX_KEY_LENGTH));
    }

    private static long hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
