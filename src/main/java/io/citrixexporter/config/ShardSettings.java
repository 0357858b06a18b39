package io.citrixexporter.config;

/**
 * Which part of the machines this exporter polls.
 *
 * @param index the number of this exporter, 0 to {@code total - 1}
 * @param total how many exporters share the machines; 1 for no sharing
 */
public record ShardSettings(int index, int total) {

    /** One exporter polls everything. */
    public static final ShardSettings WHOLE = new ShardSettings(0, 1);
}
