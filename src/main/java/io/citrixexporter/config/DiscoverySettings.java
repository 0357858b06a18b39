package io.citrixexporter.config;

import java.util.List;

/**
 * Which machines of a site are polled without being named. A machine must fit any entry of each list that is not empty,
 * and no entry of {@code exclude}; with all lists empty that is every machine of the site. Entries may hold {@code *}
 * and {@code ?} and know no case.
 *
 * @param deliveryGroups names of delivery groups
 * @param machineCatalogs names of machine catalogs
 * @param names names of machines in any form: {@code DOMAIN\NAME}, short or DNS
 * @param tags tags
 * @param exclude names of machines to leave out, in any form
 */
public record DiscoverySettings(
        List<String> deliveryGroups,
        List<String> machineCatalogs,
        List<String> names,
        List<String> tags,
        List<String> exclude) {
    public DiscoverySettings {
        deliveryGroups = List.copyOf(deliveryGroups);
        machineCatalogs = List.copyOf(machineCatalogs);
        names = List.copyOf(names);
        tags = List.copyOf(tags);
        exclude = List.copyOf(exclude);
    }

    /** Every machine of the site. */
    public static DiscoverySettings everything() {
        return new DiscoverySettings(List.of(), List.of(), List.of(), List.of(), List.of());
    }
}
