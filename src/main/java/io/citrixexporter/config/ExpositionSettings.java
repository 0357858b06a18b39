package io.citrixexporter.config;

/**
 * What is exported.
 *
 * @param maxSeriesPerSite most series of one site's sessions and machines before some are left out, 1,000 to 10,000,000
 */
public record ExpositionSettings(int maxSeriesPerSite) {

    /** As the exporter comes. */
    public static final ExpositionSettings USUAL =
            new ExpositionSettings(Integer.parseInt(ConfigKey.MAX_SERIES_PER_SITE.defaultText()));
}
