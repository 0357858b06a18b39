package io.citrixexporter.citrix.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorBodyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'type':'https://errors-api.cloud.com/common/outOfRange','detail':'x','parameters':[{'name':'limit','value':'1'}]}"
                        + " | error type common/outOfRange, parameters limit",
                "{'type':'https://errors-api.cloud.com/common/authorization','parameters':{'message':'CORP alice','id':1}}"
                        + " | error type common/authorization, parameters message id",
                "{'type':'https://errors-api.cloud.com/common/notFound'} | error type common/notFound",
                "{'ErrorMessage':'alice','SdkErrorId':'x','ErrorType':'ObjectNotFound','ErrorDetails':[{'a':'b'}]}"
                        + " | error type ObjectNotFound",
                "{'Error':{'Message':'Missing header','Type':'CWSAuthException'}} | error type CWSAuthException",
                "{'error':'invalid_client','error_description':'alice'} | error type invalid_client",
                "{'error':'slow_down'} trailing text of a gateway | error type slow_down",
                "{'title':'x','errors':{'limit':['The value alice is wrong'],'fields':[]}} | parameters limit fields",
            })
    void readsTypeAndParametersOfEachForm(String body, String text) {
        assertThat(of(body.strip()).text()).isEqualTo(", " + text.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "<html><body><h1>503 Service Unavailable</h1>",
                "{'statusCode':429,'message':'Rate limit. Try again in 4 seconds.','activityId':'1234'}",
                "{'type':null,'parameters':null}",
                "{'type':{'a':1},'parameters':[null,1,{'name':null},{'value':'x'},[]]}",
                "{'type':'about:blank'}",
                "{'type':'https://x.example/alice@corp.example'}",
                "{'type':'https://x.example/a\nWARN forged line'}",
                "{'type':'https://x.example/token-1','error':'first-bearer'}",
                "{'type':'https://alice:secret@x.example/common/notFound'}",
                "{'error':'alice','ErrorType':'CORP\\\\alice'}",
                "{'parameters':[{'name':'S-1-5-21-4711','value':'x'},{'name':'a b'},{'name':''}]}",
                "{'type':",
            })
    void ignoresOtherContent(String body) {
        assertThat(of(body).text()).isEmpty();
    }

    @Test
    void limitsLength() {
        String word = "w".repeat(10_000);
        String names = ("{'name':'" + "n".repeat(40) + "'},{'name':'" + word + "'},{'name':'q'},").repeat(500);

        assertThat(of("{'type':'https://x/" + word + "','parameters':[" + names + "{'name':'z'}]}")
                        .text())
                .isEqualTo(", parameters " + "n".repeat(40) + " q z");
        assertThat(of("{'parameters':[{'name':'a'},{'name':'b'},{'name':'c'},{'name':'d'},{'name':'e'},{'name':'f'}]}")
                        .parameters())
                .hasSize(ErrorBody.MAX_PARAMETERS);
        assertThat(of("[".repeat(60_000)).text()).isEmpty();
    }

    private static ErrorBody of(String body) {
        return ErrorBody.of(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
