package io.citrixexporter.demo;

import io.citrixexporter.config.ExporterConfig.Demo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The machines of the site, found by every form of name that Citrix is known to accept. */
final class DemoMachines {
    private final List<DemoMachine> all;
    private final Map<String, DemoMachine> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    DemoMachines(Demo settings) {
        List<String> names = settings.machineNames();
        all = IntStream.range(0, names.size())
                .mapToObj(index -> DemoMachine.of(index, names.size(), names.get(index), settings.seed()))
                .toList();
        all.forEach(machine -> namesOf(machine).forEach(name -> byName.put(name, machine)));
    }

    List<DemoMachine> all() {
        return all;
    }

    /** @param nameOrId {@code DEMO|CTX-0001}, {@code ctx-0001.demo.example}, {@code CTX-0001}, the id or the SID, in any case */
    Optional<DemoMachine> find(String nameOrId) {
        return Optional.ofNullable(byName.get(nameOrId));
    }

    private static Stream<String> namesOf(DemoMachine machine) {
        return Stream.of(
                machine.name(),
                machine.name().replace('\\', '|'),
                machine.shortName(),
                machine.dnsName(),
                machine.sid(),
                machine.id().toString());
    }
}
