package io.citrixexporter.demo;

import io.citrixexporter.config.DemoSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The machines of the site, found by every form of name that Citrix is known to take. */
final class Fleet {
    private final List<DemoMachine> machines;
    private final Map<String, DemoMachine> byKey = new HashMap<>();

    Fleet(DemoSettings settings) {
        List<String> names = settings.machineNames();
        machines = IntStream.range(0, names.size())
                .mapToObj(index -> DemoMachine.of(index, names.size(), names.get(index), settings.seed()))
                .toList();
        machines.forEach(this::register);
    }

    List<DemoMachine> machines() {
        return machines;
    }

    /**
     * Finds a machine.
     *
     * @param nameOrId {@code DEMO|CTX-0001}, {@code ctx-0001.demo.example}, {@code CTX-0001}, the id or the SID, in any case
     */
    Optional<DemoMachine> find(String nameOrId) {
        return Optional.ofNullable(byKey.get(shortForm(nameOrId.toLowerCase(Locale.ROOT))));
    }

    private void register(DemoMachine machine) {
        byKey.put(machine.shortName().toLowerCase(Locale.ROOT), machine);
        byKey.put(machine.id().toString(), machine);
        byKey.put(machine.sid().toLowerCase(Locale.ROOT), machine);
    }

    private static String shortForm(String name) {
        if (name.startsWith("demo|") || name.startsWith("demo\\")) {
            return name.substring("demo|".length());
        }
        return name.endsWith(DemoMachine.DNS_DOMAIN)
                ? name.substring(0, name.length() - DemoMachine.DNS_DOMAIN.length())
                : name;
    }
}
