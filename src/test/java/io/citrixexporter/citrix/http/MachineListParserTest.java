package io.citrixexporter.citrix.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.FaultState;
import io.citrixexporter.model.Machine;
import io.citrixexporter.model.PowerState;
import io.citrixexporter.model.RegistrationState;
import io.citrixexporter.model.ResponseField;
import io.citrixexporter.model.SessionSupport;
import io.citrixexporter.targets.Fleet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineListParserTest {
    private final List<ResponseField> unrecognized = new ArrayList<>();

    @Test
    void readsAllFieldsInUse() throws IOException {
        Page<Machine> page = read("""
                {"Items":[{"Id":"f6239587-0000-43f4-8ae5-8a53cc995e7e","Uid":7,"Name":"DOM\\\\VM1",
                 "DnsName":"vm1.dom.local","Sid":"S-1-5-21-1","SessionCount":3,"SessionSupport":"MultiSession",
                 "LoadIndex":2500,"LoadIndexes":[1,2],"InMaintenanceMode":true,"RegistrationState":"Registered",
                 "PowerState":"On","FaultState":"None","SummaryState":"InUse","AgentVersion":"2402.0.100.629",
                 "OSType":"Windows 2022","DeliveryGroup":{"Id":"g","Name":"Office"},
                 "MachineCatalog":{"Id":"c","Name":"Servers"},"Zone":{"Id":"z","Name":"Primary"},
                 "Tags":["gold","gpu"],"Hosting":{"HostedMachineName":"x"}}],
                 "ContinuationToken":"a+b","TotalItems":1}
                """);

        assertThat(page.continuationToken()).isEqualTo("a+b");
        assertThat(page.items())
                .containsExactly(new Machine(
                        "f6239587-0000-43f4-8ae5-8a53cc995e7e",
                        "DOM\\VM1",
                        "vm1.dom.local",
                        "S-1-5-21-1",
                        "Office",
                        "Servers",
                        "Primary",
                        Set.of("gold", "gpu"),
                        "Windows 2022",
                        "2402.0.100.629",
                        SessionSupport.MULTI_SESSION,
                        OptionalInt.of(3),
                        OptionalInt.of(2500),
                        Optional.of(true),
                        RegistrationState.REGISTERED,
                        PowerState.ON,
                        FaultState.NONE));
    }

    @Test
    void readsMachineOfNulls() throws IOException {
        Machine machine = only("""
                {"Id":"1","Name":null,"DnsName":null,"Sid":null,"SessionCount":null,"SessionSupport":null,
                 "LoadIndex":null,"InMaintenanceMode":null,"RegistrationState":null,"PowerState":null,
                 "FaultState":null,"AgentVersion":null,"OSType":null,"DeliveryGroup":null,
                 "MachineCatalog":{"Name":null},"Zone":null,"Tags":null}
                """);

        assertThat(machine).isEqualTo(unknown("1"));
    }

    @Test
    void readsMachineWithIdOnly() throws IOException {
        assertThat(only("{\"Id\":\"1\"}")).isEqualTo(unknown("1"));
    }

    @Test
    void ignoresFieldsOfWrongType() throws IOException {
        Machine machine = only("""
                {"Id":"1","Name":{"x":1},"SessionCount":"3","LoadIndex":2.5,"InMaintenanceMode":"yes",
                 "RegistrationState":{"x":1},"PowerState":7,"FaultState":[],"DeliveryGroup":"Office","Tags":"gold"}
                """);

        assertThat(machine).isEqualTo(unknown("1"));
    }

    @Test
    void countsMissingRequiredFields() throws IOException {
        only(
                "{\"Id\":\"1\",\"LoadIndex\":null,\"DeliveryGroup\":null,\"Zone\":\"\",\"Tags\":null,\"PowerState\":\"Unknown\"}");

        assertThat(unrecognized)
                .containsExactlyInAnyOrder(
                        ResponseField.NAME,
                        ResponseField.SESSION_SUPPORT,
                        ResponseField.SESSION_COUNT,
                        ResponseField.IN_MAINTENANCE_MODE,
                        ResponseField.REGISTRATION_STATE,
                        ResponseField.FAULT_STATE);
    }

    @Test
    void ignoresNumbersOutOfRange() throws IOException {
        assertThat(only("{\"Id\":\"1\",\"SessionCount\":4294967299}")).isEqualTo(unknown("1"));
    }

    @Test
    void readsEnumsIgnoringCaseAndUndocumentedAsUnknown() throws IOException {
        Machine machine = only("""
                {"Id":"1","RegistrationState":"REGISTERED","PowerState":"Hibernated","FaultState":"",
                 "SessionSupport":"multisession"}
                """);

        assertThat(machine.registration()).isEqualTo(RegistrationState.REGISTERED);
        assertThat(machine.power()).isEqualTo(PowerState.UNKNOWN);
        assertThat(machine.fault()).isEqualTo(FaultState.UNKNOWN);
        assertThat(machine.sessionSupport()).isEqualTo(SessionSupport.MULTI_SESSION);
    }

    @Test
    void readsTagsAsTextsOrObjects() throws IOException {
        assertThat(only("{\"Id\":\"1\",\"Tags\":[\"gold\",\"gold\",{\"Id\":\"t\",\"Name\":\"gpu\"},null,\"\",{}]}")
                        .tags())
                .containsExactlyInAnyOrder("gold", "gpu");
    }

    @Test
    void omitsMachineWithoutId() throws IOException {
        Page<Machine> page =
                read("{\"Items\":[{\"Name\":\"A\"},{\"Id\":null},{\"Id\":\" \"},null,7,\"x\",{\"Id\":\"2\"}]}");

        assertThat(page.items()).containsExactly(unknown("2"));
        assertThat(unrecognized).filteredOn(ResponseField.ID::equals).hasSize(6);
    }

    @Test
    void rejectsListWithoutAnyId() {
        assertThat(catchThrowableOfType(CitrixException.class, () -> read("{\"Items\":[{\"Name\":\"A\"},null]}")))
                .hasMessage("no machine in the list of the site has an id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Items\":[]}",
                "{\"Items\":[],\"ContinuationToken\":null}",
                "{\"Items\":[],\"ContinuationToken\":\"\"}"
            })
    void readsLastPage(String body) throws IOException {
        assertThat(read(body).isLast()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "7",
                "{\"Items\":null}",
                "{\"Items\":{}}",
                "{\"error\":\"x\"}",
                "{\"Items\":[],\"Items\":[]}",
                "{\"Items\":[]}{}"
            })
    void rejectsJsonThatIsNotAList(String body) {
        assertThat(catchThrowableOfType(CitrixException.class, () -> read(body)).reason())
                .isEqualTo(FailureReason.BAD_RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html></html>", "{\"Items\":[{\"Id\":\"1\"}", "{\"Items\":[]}<html>"})
    void rejectsInvalidJson(String body) {
        assertThat(catchThrowable(() -> read(body))).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void readsInvalidEscapes() throws IOException {
        assertThat(only("{\"Id\":\"1\",\"OSType\":\"\\x41\"}").osType()).isEqualTo("x41");
    }

    private static Machine unknown(String id) {
        return Fleet.unknown(id, id);
    }

    private Machine only(String item) throws IOException {
        return read("{\"Items\":[" + item + "]}").items().get(0);
    }

    private Page<Machine> read(String body) throws IOException {
        Page<Optional<Machine>> page = MachineListParser.page(body.getBytes(StandardCharsets.UTF_8), unrecognized::add);
        return new Page<>(MachineListParser.withId(page.items()), page.continuationToken());
    }
}
