package io.citrixexporter.check;

import io.citrixexporter.citrix.connect.ConnectionInfo;
import java.util.List;
import java.util.Optional;

/**
 * The result of the check of one site.
 *
 * @param ok whether no step has failed
 * @param strategy how its sessions are read
 * @param steps what was tried, in this order
 * @param connections how its servers were reached
 * @param cycle what a cycle is expected to take; empty if no machine could be polled
 */
public record SiteReport(
        String site,
        boolean ok,
        String strategy,
        List<CheckStep> steps,
        List<ConnectionInfo> connections,
        Optional<CycleEstimate> cycle) {}
