package io.citrixexporter.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A machine as the API shows it: Citrix' {@code MachineResponseModel}. */
final class MachineJson {
    private MachineJson() {}

    static void write(DemoMachine machine, MachineStatus status, JsonGenerator json, Fields fields) throws IOException {
        ItemWriter item = new ItemWriter(json, fields);
        json.writeStartObject();
        identity(machine, item);
        item.text("RegistrationState", status.registration());
        item.text("PowerState", status.power());
        item.text("FaultState", status.fault());
        item.text("SummaryState", status.summary());
        item.flag("InMaintenanceMode", status.maintenance());
        item.text("MaintenanceModeReason", status.maintenance() ? "Administrator" : "None");
        item.number("SessionCount", status.sessions());
        item.text("SessionSupport", "MultiSession");
        item.number("LoadIndex", status.loadIndex());
        item.text("OSType", "Windows 2022");
        item.text("AgentVersion", "2402.0.100.629");
        item.array("Tags", tags -> tags.writeString(machine.zone()));
        json.writeEndObject();
    }

    /** The part that is also within each session. */
    static void identity(DemoMachine machine, ItemWriter item) throws IOException {
        item.text("Id", machine.id().toString());
        item.text("Name", machine.name());
        item.text("DnsName", machine.dnsName());
        item.text("Sid", machine.sid());
        reference("DeliveryGroup", machine.group().title(), item);
        reference("MachineCatalog", machine.group().catalog(), item);
        reference("Zone", machine.zone(), item);
    }

    private static void reference(String kind, String name, ItemWriter item) throws IOException {
        item.object(kind, json -> {
            json.writeStringField("Id", DemoMachine.guid(kind, name.hashCode()).toString());
            json.writeStringField("Name", name);
        });
    }
}
