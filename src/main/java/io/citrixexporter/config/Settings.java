package io.citrixexporter.config;

import java.util.List;

/**
 * All that the exporter needs to know from its user, read and checked.
 *
 * @param poll how and when sites are polled
 * @param sites the sites to poll, in the order of their names, the demo site last; never empty
 * @param shard which part of the machines this exporter polls
 * @param web who may read the endpoint
 * @param demo the simulated site
 */
public record Settings(
        PollSettings poll, List<SiteSettings> sites, ShardSettings shard, WebSettings web, DemoSettings demo) {
    public Settings {
        sites = List.copyOf(sites);
    }
}
