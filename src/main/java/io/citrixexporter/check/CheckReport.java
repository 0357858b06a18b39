package io.citrixexporter.check;

import io.citrixexporter.config.OneLine;
import java.util.List;
import java.util.OptionalLong;

/**
 * The result of a check. Contains no secret and no user name.
 *
 * @param ok whether no step has failed
 * @param configuration a warning for each surprise in the configuration
 * @param sites the sites in the order of the configuration
 */
public record CheckReport(boolean ok, List<CheckStep> configuration, List<SiteReport> sites) {
    private static final int MAX_LENGTH = 1000;

    static CheckReport of(List<String> warnings, List<SiteReport> sites) {
        List<CheckStep> configuration = warnings.stream()
                .map(warning -> new CheckStep(
                        "configuration",
                        CheckStep.Result.WARNING,
                        OptionalLong.empty(),
                        OneLine.of(warning, MAX_LENGTH)))
                .toList();
        return new CheckReport(sites.stream().allMatch(SiteReport::ok), configuration, sites);
    }
}
