package io.citrixexporter.citrix.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.FaultState;
import io.citrixexporter.model.Machine;
import io.citrixexporter.model.PowerState;
import io.citrixexporter.model.RegistrationState;
import io.citrixexporter.model.ResponseField;
import io.citrixexporter.model.SessionSupport;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of {@code GET /Machines}. Whatever is wrong with one field of one machine, that field is not known, and counted as
 * such; the machine and the others are read.
 */
public final class MachinesResponse {
    private static final Set<ResponseField> FIELDS_READ = EnumSet.of(
            ResponseField.ID,
            ResponseField.NAME,
            ResponseField.DNS_NAME,
            ResponseField.SID,
            ResponseField.DELIVERY_GROUP,
            ResponseField.MACHINE_CATALOG,
            ResponseField.ZONE,
            ResponseField.TAGS,
            ResponseField.OS_TYPE,
            ResponseField.AGENT_VERSION,
            ResponseField.SESSION_SUPPORT,
            ResponseField.SESSION_COUNT,
            ResponseField.LOAD_INDEX,
            ResponseField.IN_MAINTENANCE_MODE,
            ResponseField.REGISTRATION_STATE,
            ResponseField.POWER_STATE,
            ResponseField.FAULT_STATE);

    /** The fields asked for: what is used, and nothing about users. */
    public static final String FIELDS =
            FIELDS_READ.stream().map(ResponseField::text).collect(Collectors.joining(","));

    private final Map<ResponseField, String> texts = new EnumMap<>(ResponseField.class);
    private final Set<ResponseField> seen = EnumSet.noneOf(ResponseField.class);
    private final Set<ResponseField> twice = EnumSet.noneOf(ResponseField.class);
    private final Set<ResponseField> unknown = EnumSet.noneOf(ResponseField.class);
    private final Set<String> tags = new HashSet<>();
    private OptionalInt sessionCount = OptionalInt.empty();
    private OptionalInt loadIndex = OptionalInt.empty();
    private Optional<Boolean> maintenance = Optional.empty();

    private MachinesResponse() {}

    /**
     * The machines on a page; one without an id is left out, since nothing could be asked of it.
     *
     * @param unrecognized called for each field of a machine whose value is not known, for {@code Id} also if the machine is no
     *     object
     * @throws IOException if the body is not JSON
     * @throws CitrixException {@link FailureReason#BAD_RESPONSE} if it is JSON, but no list
     */
    public static Page<Machine> read(InputStream body, Consumer<ResponseField> unrecognized) throws IOException {
        List<Machine> machines = new ArrayList<>();
        try (JsonParser json = JsonValues.JSON.createParser(body)) {
            String continuationToken = ItemList.read(
                    json,
                    "machines",
                    item -> {
                        MachinesResponse machine = new MachinesResponse();
                        machine.readItem(item);
                        machine.unrecognized().forEach(unrecognized);
                        machine.toMachine().ifPresent(machines::add);
                    },
                    unrecognized);
            return new Page<>(machines, continuationToken);
        }
    }

    private void readItem(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            Optional<ResponseField> field = ResponseField.named(name).filter(FIELDS_READ::contains);
            if (field.isPresent()) {
                readField(json, field.get());
            } else {
                json.skipChildren();
            }
        }
    }

    /** Of a field that comes twice the last value counts. */
    private void readField(JsonParser json, ResponseField field) throws IOException {
        if (!seen.add(field)) {
            twice.add(field);
        }
        boolean empty = JsonValues.isEmpty(json);
        if (readValue(json, field) || (empty && field.optional())) {
            unknown.remove(field);
        } else {
            unknown.add(field);
        }
    }

    /** Reads a value; false if it is not known. */
    private boolean readValue(JsonParser json, ResponseField field) throws IOException {
        switch (field) {
            case SESSION_COUNT -> {
                sessionCount = JsonValues.count(json);
                return sessionCount.isPresent();
            }
            case LOAD_INDEX -> {
                loadIndex = JsonValues.count(json);
                return loadIndex.isPresent();
            }
            case IN_MAINTENANCE_MODE -> {
                maintenance = JsonValues.flag(json);
                return maintenance.isPresent();
            }
            case TAGS -> {
                return readTags(json);
            }
            default -> {
                String text = readText(json, field);
                texts.put(field, text == null ? "" : text);
                return isKnown(field, text);
            }
        }
    }

    private @Nullable String readText(JsonParser json, ResponseField field) throws IOException {
        return switch (field) {
            case ID -> JsonValues.id(json);
            case DELIVERY_GROUP, MACHINE_CATALOG, ZONE ->
                JsonValues.inside(json, "Name", JsonValues::text, () -> twice.add(field));
            default -> JsonValues.text(json);
        };
    }

    private static boolean isKnown(ResponseField field, @Nullable String text) {
        return switch (field) {
            case SESSION_SUPPORT -> SessionSupport.PARSER.recognizes(text);
            case REGISTRATION_STATE -> RegistrationState.PARSER.recognizes(text);
            case POWER_STATE -> PowerState.PARSER.recognizes(text);
            case FAULT_STATE -> FaultState.PARSER.recognizes(text);
            default -> text != null;
        };
    }

    /** Tags come as texts or, in other versions, as objects with a name. */
    private boolean readTags(JsonParser json) throws IOException {
        tags.clear();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return false;
        }
        boolean known = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            boolean empty = JsonValues.isEmpty(json);
            String tag = json.currentToken() == JsonToken.START_OBJECT
                    ? JsonValues.inside(json, "Name", JsonValues::text, () -> twice.add(ResponseField.TAGS))
                    : JsonValues.text(json);
            if (tag != null) {
                tags.add(tag);
            }
            known &= tag != null || empty;
        }
        return known;
    }

    private Set<ResponseField> unrecognized() {
        Set<ResponseField> fields = EnumSet.copyOf(unknown);
        fields.addAll(twice);
        FIELDS_READ.stream()
                .filter(field -> !field.optional() && !seen.contains(field))
                .forEach(fields::add);
        return fields;
    }

    private Optional<Machine> toMachine() {
        String id = text(ResponseField.ID);
        String name = text(ResponseField.NAME);
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(new Machine(
                        id,
                        name.isEmpty() ? id : name,
                        text(ResponseField.DNS_NAME),
                        text(ResponseField.SID),
                        text(ResponseField.DELIVERY_GROUP),
                        text(ResponseField.MACHINE_CATALOG),
                        text(ResponseField.ZONE),
                        tags,
                        text(ResponseField.OS_TYPE),
                        text(ResponseField.AGENT_VERSION),
                        SessionSupport.PARSER.of(text(ResponseField.SESSION_SUPPORT)),
                        sessionCount,
                        loadIndex,
                        maintenance,
                        RegistrationState.PARSER.of(text(ResponseField.REGISTRATION_STATE)),
                        PowerState.PARSER.of(text(ResponseField.POWER_STATE)),
                        FaultState.PARSER.of(text(ResponseField.FAULT_STATE))));
    }

    private String text(ResponseField field) {
        return texts.getOrDefault(field, "");
    }
}
