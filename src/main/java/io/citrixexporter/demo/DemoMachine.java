package io.citrixexporter.demo;

import java.util.Locale;
import java.util.UUID;

/**
 * A machine of the site.
 *
 * @param index its position, from 0
 * @param name {@code DEMO\CTX-0001}
 * @param id its GUID in the API
 */
record DemoMachine(int index, String name, UUID id, DeliveryGroup group, MachineRole role) {
    static final String DNS_DOMAIN = ".demo.example";

    private static final int FIRST_RELATIVE_ID = 1001;

    static DemoMachine of(int index, int machines, String name, long seed) {
        return new DemoMachine(
                index,
                name,
                SeededRandom.guid("machine", seed, index),
                DeliveryGroup.of(index, machines),
                MachineRole.of(index, machines));
    }

    /** {@code CTX-0001}. */
    String shortName() {
        return name.substring(name.indexOf('\\') + 1);
    }

    String dnsName() {
        return shortName().toLowerCase(Locale.ROOT) + DNS_DOMAIN;
    }

    String sid() {
        return "S-1-5-21-1085031214-1563985344-725345543-" + (FIRST_RELATIVE_ID + index);
    }

    String zone() {
        return index % 4 == 3 ? "Branch" : "Primary";
    }
}
