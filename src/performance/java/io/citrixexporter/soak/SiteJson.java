package io.citrixexporter.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Response bodies of the site in the format of Citrix. */
final class SiteJson {
    static final String CUSTOMER = "soakcustomer";
    static final String SITE_ID = "5d1f3c7e-0d3a-4c1e-9d6e-50a400000001";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SiteJson() {}

    static String token(String token) {
        return MAPPER.createObjectNode()
                .put("token_type", "bearer")
                .put("access_token", token)
                .put("expires_in", "3600")
                .toString();
    }

    static String me() {
        ObjectNode root = MAPPER.createObjectNode().put("UserId", "soak");
        root.putArray("Customers")
                .addObject()
                .put("Id", CUSTOMER)
                .putArray("Sites")
                .addObject()
                .put("Id", SITE_ID)
                .put("Name", "soak");
        return root.toString();
    }

    static String machines(List<SoakMachine> page, String continuationToken) {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode items = root.putArray("Items");
        for (SoakMachine machine : page) {
            ObjectNode item = items.addObject()
                    .put("Id", "id-" + machine.label())
                    .put("Name", "SOAK\\" + machine.label())
                    .put("DnsName", machine.label() + ".soak.example")
                    .put("OSType", "Windows 2022")
                    .put("SessionSupport", "MultiSession")
                    .put("SessionCount", total(machine.sessions().now()))
                    .put("LoadIndex", 100)
                    .put("InMaintenanceMode", false)
                    .put("RegistrationState", "Registered")
                    .put("PowerState", "On")
                    .put("FaultState", "None");
            item.putObject("DeliveryGroup").put("Name", machine.group());
            item.putObject("MachineCatalog").put("Name", "Catalog");
        }
        return root.put("ContinuationToken", continuationToken).toString();
    }

    static String sessions(SoakMachine.SessionList list) {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode items = root.putArray("Items");
        Iterator<String> ids = list.ids().iterator();
        list.counts().forEach((kind, count) -> {
            for (int i = 0; i < count; i++) {
                ObjectNode item = items.addObject()
                        .put("Id", ids.next())
                        .put("State", kind.state())
                        .put("AppState", kind.appState())
                        .put("LogonInProgress", false)
                        .put("EstablishmentDurationMilliseconds", 12_000);
                item.putObject("Connection").put("ConnectionMode", "Brokered").put("Protocol", kind.protocol());
            }
        });
        return root.putNull("ContinuationToken").toString();
    }

    private static int total(Map<Kind, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
