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
 * Reads a list of machines, each with an instance that holds its fields. A field that is invalid does not affect the others.
 * If a field is there twice the last value counts.
 */
public final class MachineListParser {
    private static final Set<ResponseField> USED = EnumSet.range(ResponseField.NAME, ResponseField.FAULT_STATE);

    static {
        USED.add(ResponseField.ID);
    }

    /** The value of the query parameter {@code fields}: what is used, and nothing about users. */
    public static final String FIELDS = USED.stream().map(ResponseField::text).collect(Collectors.joining(","));

    private final Map<ResponseField, String> texts = new EnumMap<>(ResponseField.class);
    private final Set<ResponseField> unknown = EnumSet.noneOf(ResponseField.class);
    private final Set<ResponseField> duplicates = EnumSet.noneOf(ResponseField.class);
    private final Set<String> tags = new HashSet<>();
    private @Nullable Integer sessionCount;
    private @Nullable Integer loadIndex;
    private @Nullable Boolean maintenance;

    private MachineListParser() {}

    /**
     * A page of {@code GET /Machines}. A machine without an id is empty.
     *
     * @param unrecognized called for each field of a machine whose value is not known, and with {@code Id} for an item that is
     *     not an object
     */
    public static Page<Optional<Machine>> page(byte[] body, Consumer<ResponseField> unrecognized) throws IOException {
        List<Optional<Machine>> machines = new ArrayList<>();
        String continuationToken = ItemListParser.read(
                body,
                "machines",
                item -> {
                    MachineListParser fields = read(item);
                    fields.unrecognized().forEach(unrecognized);
                    machines.add(fields.machine());
                },
                unrecognized);
        return new Page<>(machines, continuationToken);
    }

    /**
     * The machines of a complete list that can be polled.
     *
     * @throws CitrixException {@link FailureReason#BAD_RESPONSE} if there are machines, but none has an id
     */
    public static List<Machine> withId(List<Optional<Machine>> listed) {
        List<Machine> machines = listed.stream().flatMap(Optional::stream).toList();
        if (machines.isEmpty() && !listed.isEmpty()) {
            throw new CitrixException(FailureReason.BAD_RESPONSE, "no machine in the list of the site has an id");
        }
        return machines;
    }

    private static MachineListParser read(JsonParser json) throws IOException {
        MachineListParser fields = new MachineListParser();
        Set<ResponseField> missing = EnumSet.copyOf(USED);
        if (json.currentToken() == JsonToken.START_OBJECT) {
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                ResponseField field =
                        ResponseField.named(name).filter(USED::contains).orElse(null);
                if (field == null) {
                    json.skipChildren();
                } else {
                    fields.read(json, field, !missing.remove(field));
                }
            }
        } else {
            json.skipChildren();
        }
        missing.removeIf(ResponseField::optional);
        fields.unknown.addAll(missing);
        return fields;
    }

    private void read(JsonParser json, ResponseField field, boolean duplicate) throws IOException {
        if (duplicate) {
            duplicates.add(field);
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
        return switch (field) {
            case SESSION_COUNT -> (sessionCount = JsonValues.count(json)) != null;
            case LOAD_INDEX -> (loadIndex = JsonValues.count(json)) != null;
            case IN_MAINTENANCE_MODE -> (maintenance = JsonValues.flag(json)) != null;
            case TAGS -> readTags(json);
            case ID -> store(field, JsonValues.id(json));
            case DELIVERY_GROUP, MACHINE_CATALOG, ZONE -> store(field, nameInside(json, field));
            case SESSION_SUPPORT ->
                store(field, JsonValues.text(json)) && SessionSupport.PARSER.recognizes(text(field));
            case REGISTRATION_STATE ->
                store(field, JsonValues.text(json)) && RegistrationState.PARSER.recognizes(text(field));
            case POWER_STATE -> store(field, JsonValues.text(json)) && PowerState.PARSER.recognizes(text(field));
            case FAULT_STATE -> store(field, JsonValues.text(json)) && FaultState.PARSER.recognizes(text(field));
            default -> store(field, JsonValues.text(json));
        };
    }

    private boolean store(ResponseField field, @Nullable String text) {
        texts.put(field, text == null ? "" : text);
        return text != null;
    }

    private @Nullable String nameInside(JsonParser json, ResponseField field) throws IOException {
        return JsonValues.inside(json, "Name", JsonValues::text, () -> duplicates.add(field));
    }

    /** Tags are texts or, in other versions, objects with a name. */
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
                    ? nameInside(json, ResponseField.TAGS)
                    : JsonValues.text(json);
            if (tag != null) {
                tags.add(tag);
            }
            known &= tag != null || empty;
        }
        return known;
    }

    /** The fields whose value is not known: invalid, undocumented, missing although required, or there twice. */
    private Set<ResponseField> unrecognized() {
        Set<ResponseField> fields = EnumSet.copyOf(unknown);
        fields.addAll(duplicates);
        return fields;
    }

    /** The machine; empty without an id. */
    private Optional<Machine> machine() {
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
                        optional(sessionCount),
                        optional(loadIndex),
                        Optional.ofNullable(maintenance),
                        RegistrationState.PARSER.of(text(ResponseField.REGISTRATION_STATE)),
                        PowerState.PARSER.of(text(ResponseField.POWER_STATE)),
                        FaultState.PARSER.of(text(ResponseField.FAULT_STATE))));
    }

    private String text(ResponseField field) {
        return texts.getOrDefault(field, "");
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
