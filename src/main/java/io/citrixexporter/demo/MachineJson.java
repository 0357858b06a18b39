package io.citrixexporter.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A machine in the API: Citrix' {@code MachineResponseModel}. */
final class MachineJson {
    private MachineJson() {}

    static void write(DemoMachine machine, MachineStatus status, JsonGenerator json, FieldSelection fields)
            throws IOException {
        ItemWriter item = new ItemWriter(json, fields);
        json.writeStartObject();
        identity(machine, item);
        item.value("RegistrationState", status.registration());
        item.value("PowerState", status.power());
        item.value("FaultState", status.fault());
        item.value("SummaryState", status.summary());
        item.value("InMaintenanceMode", status.maintenance());
        item.value("MaintenanceModeReason", status.maintenance() ? "Administrator" : "None");
        item.value("SessionCount", status.sessions());
        item.value("SessionSupport", "MultiSession");
        item.value("LoadIndex", status.loadIndex());
        item.value("OSType", "Windows 2022");
        item.value("AgentVersion", "2402.0.100.629");
        item.json("Tags", () -> "[\"" + machine.zone() + "\"]");
        json.writeEndObject();
    }

    /** The part that is also in each session. */
    static void identity(DemoMachine machine, ItemWriter item) throws IOException {
        item.value("Id", machine.id().toString());
        item.value("Name", machine.name());
        item.value("DnsName", machine.dnsName());
        item.value("Sid", machine.sid());
        reference("DeliveryGroup", machine.group().title(), item);
        reference("MachineCatalog", machine.group().catalog(), item);
        reference("Zone", machine.zone(), item);
    }

    private static void reference(String kind, String name, ItemWriter item) throws IOException {
        item.object(kind, reference -> {
            reference.value("Id", SeededRandom.guid(kind, name.hashCode()).toString());
            reference.value("Name", name);
        });
    }
}
