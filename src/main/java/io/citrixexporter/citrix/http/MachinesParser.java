package io.citrixexporter.citrix.http;

import io.citrixexporter.model.Machine;
import io.citrixexporter.model.ResponseField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads a page of {@code GET /Machines}. */
public final class MachinesParser {
    /** The value of the query parameter {@code fields}: what is used, and nothing about users. */
    public static final String FIELDS =
            MachineParser.USED.stream().map(ResponseField::text).collect(Collectors.joining(","));

    private MachinesParser() {}

    /**
     * The machines on a page, without those that have no id and so cannot be polled.
     *
     * @param unrecognized called for each field of a machine whose value is not known, and with {@code Id} for an item that is
     *     not an object
     * @throws IOException if the body is not JSON
     * @throws CitrixException {@link io.citrixexporter.model.FailureReason#BAD_RESPONSE} if it is JSON, but not a list
     */
    public static Page<Machine> read(byte[] body, Consumer<ResponseField> unrecognized) throws IOException {
        List<Machine> machines = new ArrayList<>();
        String continuationToken = ItemListParser.read(
                body,
                "machines",
                item -> {
                    MachineParser fields = MachineParser.read(item);
                    fields.unrecognized().forEach(unrecognized);
                    fields.machine().ifPresent(machines::add);
                },
                unrecognized);
        return new Page<>(machines, continuationToken);
    }
}
