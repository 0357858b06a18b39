package io.citrixexporter.check;

import java.util.List;

/**
 * The result of a check. Contains no secret and no user name.
 *
 * @param ok whether no step has failed
 * @param sites the sites in the order of the configuration
 */
public record CheckReport(boolean ok, List<SiteReport> sites) {
    public CheckReport {
        sites = List.copyOf(sites);
    }

    static CheckReport of(List<SiteReport> sites) {
        return new CheckReport(sites.stream().allMatch(SiteReport::ok), sites);
    }

    /** A table for people. */
    public String text() {
        return ReportText.of(this);
    }
}
