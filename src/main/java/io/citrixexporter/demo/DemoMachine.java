package io.citrixexporter.demo;

import java.util.Locale;
import java.util.UUID;

/**
 * A machine of the site.
 *
 * @param index its place, from 0
 * @param name {@code DEMO\CTX-0001}
 * @param id the GUID that the API knows it by
 */
record DemoMachine(int index, String name, UUID id, DeliveryGroup group, MachineRole role) {
    static final String DNS_DOMAIN = ".demo.example";

    private static final int FIRST_RELATIVE_ID = 1001;

    static DemoMachine of(int index, int machines, String name, long seed) {
        DeliveryGroup group = DeliveryGroup.at((index + 0.5) / machines);
        return new DemoMachine(index, name, guid("machine", seed, index), group, MachineRole.of(index, machines));
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

    /** A GUID that looks random and stays the same. */
    static UUID guid(String kind, long... parts) {
        Dice dice = Dice.of(kind.hashCode(), Dice.of(parts).number());
        long high = (dice.number() & ~0xF000L) | 0x4000L;
        long low = (dice.number() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
