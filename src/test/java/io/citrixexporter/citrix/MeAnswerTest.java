package io.citrixexporter.citrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeAnswerTest {

    @Test
    void findsTheOnlySiteOfTheConfiguredCustomer() throws IOException {
        SiteIdentity site = read("""
                {'UserId':'u','DisplayName':'d','ExpiryTime':'5:19:11 AM','IsCspCustomer':true,'Customers':[
                  {'Id':'other','Name':null,'Sites':[{'Id':'site-2','Name':'two'},{'Id':'site-3','Name':'three'}]},
                  {'Id':'ACME','Name':'Acme','Sites':[{'Id':'site-1','Name':'cloudxdsite'}]}]}""");

        assertThat(site).isEqualTo(new SiteIdentity("site-1", "cloudxdsite"));
    }

    @Test
    void aSiteMayHaveNoName() throws IOException {
        assertThat(read("{'Customers':[{'Id':'acme','Sites':[{'Id':'site-1','Name':null}]}]}"))
                .isEqualTo(new SiteIdentity("site-1", ""));
    }

    @Test
    void saysWhichSitesThereAreToChooseFrom() {
        assertNotFound(
                "{'Customers':[{'Id':'acme','Sites':[{'Id':'site-1','Name':'one'},{'Id':'site-2','Name':'two'}]}]}",
                "GET /me lists several sites for customer acme; found: customer acme with site site-1 (one)"
                        + " and site site-2 (two); check customer-id or set site-id");
    }

    @Test
    void saysWhichCustomersThereAreInstead() {
        assertNotFound(
                "{'Customers':[{'Id':'umbrella','Sites':[{'Id':'site-1','Name':'one'}]},{'Id':'hooli','Sites':[]}]}",
                "GET /me lists no site for customer acme; found: customer umbrella with site site-1 (one),"
                        + " customer hooli with no site; check customer-id or set site-id");
    }

    @Test
    void saysThatThereIsNoCustomer() {
        assertNotFound(
                "{'Customers':[]}",
                "GET /me lists no site for customer acme; found: no customer; check customer-id or set site-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'Customers':[{'Id':'acme','Sites':null}]}", "{'Customers':[{'Id':'acme'}]}"})
    void aCustomerMayHaveNoSite(String body) {
        assertNotFound(
                body,
                "GET /me lists no site for customer acme; found: customer acme with no site;"
                        + " check customer-id or set site-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{'Customers':null}", "{'Customers':{'Id':'acme'}}", "0"})
    void anAnswerWithoutCustomersIsNoAnswer(String body) {
        assertThatExceptionOfType(CitrixException.class)
                .isThrownBy(() -> read(body))
                .withMessage("the answer to GET /me has no list of customers")
                .returns(Reason.BAD_RESPONSE, CitrixException::reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'Id':null}", "{'Name':'one'}", "{'Id':''}", "{'Id':'a\\nb'}", "null"})
    void aSiteWithoutIdIsNoAnswer(String site) {
        assertThatExceptionOfType(CitrixException.class)
                .isThrownBy(() -> read("{'Customers':[{'Id':'acme','Sites':[" + site + "]}]}"))
                .returns(Reason.BAD_RESPONSE, CitrixException::reason);
    }

    @Test
    void anIdTooLongForAnyHeaderIsNoAnswer() {
        assertThatExceptionOfType(CitrixException.class)
                .isThrownBy(() -> read("{'Customers':[{'Id':'acme','Sites':[{'Id':'" + "x".repeat(1_001) + "'}]}]}"))
                .withMessage("the answer to GET /me lists a site without a usable id")
                .returns(Reason.BAD_RESPONSE, CitrixException::reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html></html>", "{'Customers':[{'Id':'acme','Sites':[{'Id':'a'}]}]} trailing"})
    void whatIsNoJsonFromEndToEndIsNoAnswer(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(JsonProcessingException.class);
    }

    private static void assertNotFound(String body, String message) {
        assertThatExceptionOfType(CitrixException.class)
                .isThrownBy(() -> read(body))
                .withMessage(message)
                .returns(Reason.NOT_FOUND, CitrixException::reason);
    }

    private static SiteIdentity read(String body) throws IOException {
        return MeAnswer.read(
                new ByteArrayInputStream(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)), "acme");
    }
}
