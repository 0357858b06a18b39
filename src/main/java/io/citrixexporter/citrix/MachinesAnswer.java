package io.citrixexporter.citrix;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.citrixexporter.inventory.FaultState;
import io.citrixexporter.inventory.Machine;
import io.citrixexporter.inventory.PowerState;
import io.citrixexporter.inventory.RegistrationState;
import io.citrixexporter.inventory.SessionSupport;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads a page of {@code GET /Machines}. */
final class MachinesAnswer {
    /** The fields asked for: what is used, and nothing about users. */
    static final String FIELDS = "Id,Name,DnsName,Sid,DeliveryGroup,MachineCatalog,Zone,Tags,OSType,AgentVersion,"
            + "SessionSupport,SessionCount,LoadIndex,InMaintenanceMode,RegistrationState,PowerState,FaultState";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            // Of two names the first would be lost without a word.
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            // As in lists of sessions.
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();

    private MachinesAnswer() {}

    /**
     * The machines on a page; one without an id is left out, since nothing could be asked of it.
     *
     * @throws IOException if the body is not JSON
     * @throws CitrixException {@link Reason#BAD_RESPONSE} if it is JSON, but no list
     */
    static Page<Machine> read(InputStream body) throws IOException {
        List<Machine> machines = new ArrayList<>();
        try (JsonParser json = MAPPER.createParser(body)) {
            String continuationToken = ItemList.read(json, "machines", parser -> {
                JsonNode item = MAPPER.readTree(parser);
                if (!text(item, "Id").isEmpty()) {
                    machines.add(machine(item));
                }
            });
            return new Page<>(machines, continuationToken.strip());
        }
    }

    private static Machine machine(JsonNode item) {
        String id = text(item, "Id");
        String name = text(item, "Name");
        return new Machine(
                id,
                name.isEmpty() ? id : name,
                text(item, "DnsName"),
                text(item, "Sid"),
                text(item.path("DeliveryGroup"), "Name"),
                text(item.path("MachineCatalog"), "Name"),
                text(item.path("Zone"), "Name"),
                tags(item.path("Tags")),
                text(item, "OSType"),
                text(item, "AgentVersion"),
                SessionSupport.of(text(item, "SessionSupport")),
                number(item, "SessionCount"),
                number(item, "LoadIndex"),
                flag(item, "InMaintenanceMode"),
                RegistrationState.of(text(item, "RegistrationState")),
                PowerState.of(text(item, "PowerState")),
                FaultState.of(text(item, "FaultState")));
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
    }

    private static OptionalInt number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isIntegralNumber() && value.canConvertToInt()
                ? OptionalInt.of(value.asInt())
                : OptionalInt.empty();
    }

    private static Optional<Boolean> flag(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isBoolean() ? Optional.of(value.asBoolean()) : Optional.empty();
    }

    /** Tags come as texts or, in other versions, as objects with a name. */
    private static Set<String> tags(JsonNode node) {
        Set<String> tags = new HashSet<>();
        node.forEach(tag -> tags.add(tag.isObject() ? text(tag, "Name") : tag.asText("")));
        tags.remove("");
        return tags;
    }
}
