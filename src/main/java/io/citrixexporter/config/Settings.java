package io.citrixexporter.config;

import java.util.Comparator;
import java.util.List;

/**
 * The configuration of the exporter, read and checked. A type of its own, since Quarkus would read and inject
 * {@link ExporterConfig} itself, without these checks.
 *
 * @param sites the sites to poll by name; never empty
 */
public record Settings(
        ExporterConfig.Poll poll,
        List<ExporterConfig.Site> sites,
        ExporterConfig.Shard shard,
        ExporterConfig.Web web,
        ExporterConfig.Demo demo) {

    static Settings of(ExporterConfig config) {
        List<ExporterConfig.Site> sites = config.sites().values().stream()
                .sorted(Comparator.comparing(ExporterConfig.Site::name))
                .toList();
        return new Settings(config.poll(), sites, config.shard(), config.web(), config.demo());
    }
}
