package io.citrixexporter.check;

import java.util.List;

/** The number of series of a site, from the exposition of some of its machines. */
final class SeriesEstimate {
    private SeriesEstimate() {}

    /**
     * The number of series.
     *
     * @param exposition the metrics as text
     * @param sampled number of machines of the site in the exposition
     * @param machines number of machines that the site has
     */
    static int of(String exposition, String site, int sampled, int machines) {
        List<String> ofSite = exposition
                .lines()
                .filter(line -> line.startsWith("citrix_") && line.contains("site=\"" + site + "\""))
                .toList();
        long ofMachines =
                ofSite.stream().filter(line -> line.contains(",machine=\"")).count();
        long others = ofSite.size() - ofMachines;
        return Math.toIntExact(others + ofMachines * machines / Math.max(1, sampled));
    }
}
