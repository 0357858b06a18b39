package io.citrixexporter.targets;

import io.citrixexporter.model.FaultState;
import io.citrixexporter.model.Machine;
import io.citrixexporter.model.PowerState;
import io.citrixexporter.model.RegistrationState;
import io.citrixexporter.model.SessionSupport;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Machines for tests. */
public final class Fleet {
    private Fleet() {}

    public static Machine machine(String id, String name, String deliveryGroup, String catalog, String... tags) {
        String shortName = name.substring(name.indexOf('\\') + 1);
        String dnsName = shortName.toLowerCase(Locale.ROOT) + ".corp.example";
        return machine(id, name, dnsName, deliveryGroup, catalog, Set.of(tags));
    }

    /** A machine whose DNS name differs from its account name. */
    /** A machine of which only the id and the name are known. */
    public static Machine unknown(String id, String name) {
        return new Machine(
                id,
                name,
                "",
                "",
                "",
                "",
                "",
                Set.of(),
                "",
                "",
                SessionSupport.UNKNOWN,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                RegistrationState.UNKNOWN,
                PowerState.UNKNOWN,
                FaultState.UNKNOWN);
    }

    static Machine withDnsName(String id, String name, String dnsName) {
        return machine(id, name, dnsName, "Office", "Servers", Set.of());
    }

    private static Machine machine(
            String id, String name, String dnsName, String deliveryGroup, String catalog, Set<String> tags) {
        return new Machine(
                id,
                name,
                dnsName,
                "S-1-5-21-" + id,
                deliveryGroup,
                catalog,
                "Primary",
                tags,
                "Windows 2022",
                "2402.0.100",
                SessionSupport.MULTI_SESSION,
                OptionalInt.of(2),
                OptionalInt.of(1500),
                Optional.of(false),
                RegistrationState.REGISTERED,
                PowerState.ON,
                FaultState.NONE);
    }
}
