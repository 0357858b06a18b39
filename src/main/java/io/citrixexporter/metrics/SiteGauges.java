package io.citrixexporter.metrics;

import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SiteState;
import java.util.List;

/** The families that have samples of each site. */
final class SiteGauges {
    static final List<GaugeFamily<SiteRow>> ALL = List.of(
            new GaugeFamily<>(
                    MetricCatalog.SITE_UP,
                    (row, samples) -> samples.add(row.state().reached())),
            new GaugeFamily<>(
                    MetricCatalog.LAST_CYCLE,
                    (row, samples) -> samples.add(row.state().lastCycleEnd().instant())),
            new GaugeFamily<>(
                    MetricCatalog.SITE_CONTROLLER_INFO,
                    (row, samples) -> samples.add(true, row.state().controller())),
            new GaugeFamily<>(MetricCatalog.SITE_INFO, (row, samples) -> row.state()
                    .identity()
                    .ifPresent(identity -> samples.add(
                            true,
                            identity.siteId(),
                            identity.siteName(),
                            row.snapshot().customerId(),
                            row.snapshot().strategy()))),
            new GaugeFamily<>(MetricCatalog.INVENTORY_LAST_SUCCESS, (row, samples) -> row.state()
                    .inventory()
                    .ifPresent(inventory -> samples.add(inventory.lastSuccess()))),
            new GaugeFamily<>(MetricCatalog.UNRESOLVED_MACHINES, (row, samples) -> row.state()
                    .inventory()
                    .ifPresent(inventory -> samples.add(inventory.unresolved()))),
            new GaugeFamily<>(
                    MetricCatalog.CONFIG_LAST_RELOAD_SUCCESSFUL,
                    (row, samples) -> row.state().machinesFile().ifPresent(file -> samples.add(file.loaded()))),
            new GaugeFamily<>(
                    MetricCatalog.CONFIG_LAST_RELOAD_SUCCESS,
                    (row, samples) -> row.state().machinesFile().ifPresent(file -> samples.add(file.lastSuccess()))));

    private SiteGauges() {}

    record SiteRow(SiteSnapshot snapshot) implements GaugeFamily.Row {
        @Override
        public List<String> labels() {
            return List.of(snapshot.site());
        }

        SiteState state() {
            return snapshot.state();
        }
    }
}
