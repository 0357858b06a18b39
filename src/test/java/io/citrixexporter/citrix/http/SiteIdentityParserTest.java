package io.citrixexporter.citrix.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.SiteIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteIdentityParserTest {

    @Test
    void findsOnlySiteOfConfiguredCustomer() throws IOException {
        SiteIdentity site = read("""
                {'UserId':'u','DisplayName':'d','ExpiryTime':'5:19:11 AM','IsCspCustomer':true,'Customers':[
                  {'Id':'other','Name':null,'Sites':[{'Id':'site-2','Name':'two'},{'Id':'site-3','Name':'three'}]},
                  {'Id':'ACME','Name':'Acme','Sites':[{'Id':'site-1','Name':'cloudxdsite'}]}]}""");

        assertThat(site).isEqualTo(new SiteIdentity("site-1", "cloudxdsite"));
    }

    @Test
    void readsSiteWithoutName() throws IOException {
        assertThat(read("{'Customers':[{'Id':'acme','Sites':[{'Id':'site-1','Name':null}]}]}"))
                .isEqualTo(new SiteIdentity("site-1", ""));
    }

    @Test
    void listsSitesIfThereAreSeveral() {
        assertNotFound(
                "{'Customers':[{'Id':'acme','Sites':[{'Id':'site-1','Name':'one'},{'Id':'site-2','Name':'two'}]}]}",
                "GET /me lists several sites for customer acme; found: customer acme with site site-1 (one)"
                        + " and site site-2 (two); set citrix.sites.prod.site-id");
    }

    @Test
    void listsCustomersIfConfiguredOneIsMissing() {
        assertNotFound(
                "{'Customers':[{'Id':'umbrella','Sites':[{'Id':'site-1','Name':'one'}]},{'Id':'hooli','Sites':[]}]}",
                "GET /me lists no site for customer acme; found: customer umbrella with site site-1 (one),"
                        + " customer hooli with no site; check citrix.sites.prod.customer-id, or set citrix.sites.prod.site-id");
    }

    @Test
    void reportsMissingCustomers() {
        assertNotFound(
                "{'Customers':[]}",
                "GET /me lists no site for customer acme; found: no customer;"
                        + " check citrix.sites.prod.customer-id, or set citrix.sites.prod.site-id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Id':'7b1f0c9e-0000-4000-8000-000000000001','Sites':[{'Id':'s1','Name':'Farm'}]}",
                "{'Id':'CitrixOnPremises','Sites':[{'Id':'s1','Name':'Farm'}]}",
                "{'Id':null,'Sites':[{'Id':'s1','Name':'Farm'}]}",
                "{'Sites':[{'Id':' s1 ','Name':'Farm '}]}",
                "{'Id':'a','Sites':[]},{'Id':'b','Sites':[{'Id':'s1','Name':'Farm'}]}",
                "{'Id':'a','Sites':[{'Id':'s1','Name':'Farm'}]},{'Id':'b','Sites':[{'Id':'{S1}','Name':'Farm'}]}",
                "{'Id':'a','Sites':[null,{'Id':'','Name':'x'},{'Id':'s1','Name':'Farm'}]}",
            })
    void findsOnlySiteOfAllCustomers(String customers) throws IOException {
        assertThat(read("{'Customers':[" + customers + "]}", "CitrixOnPremises"))
                .isEqualTo(new SiteIdentity("s1", "Farm"));
    }

    @Test
    void listsSitesOfAllCustomersWithKeyToSet() {
        assertThatExceptionOfType(CitrixException.class)
                .isThrownBy(() -> read(
                        "{'Customers':[{'Id':'g1','Sites':[{'Id':'s1','Name':'Farm'}]},"
                                + "{'Id':'g2','Sites':[{'Id':'s2','Name':'Lab'}]}]}",
                        "CitrixOnPremises"))
                .withMessage("GET /me lists several sites; found: customer g1 with site s1 (Farm), customer g2 with"
                        + " site s2 (Lab); set citrix.sites.prod.site-id");
    }

    @Test
    void limitsLengthOfMessage() {
        String sites = "{'Id':'" + "s".repeat(900) + "%1$d','Name':'" + "n".repeat(900) + "'},";
        StringBuilder customers = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            customers.append(
                    "{'Id':'c%d','Sites':[%s]},".formatted(i, sites.formatted(i).repeat(20) + "null"));
        }

        assertThatExceptionOfType(CitrixException.class)
                .isThrownBy(() -> read("{'Customers':[" + customers + "null]}", "CitrixOnPremises"))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .hasSizeLessThan(1_200)
                        .endsWith("...; set citrix.sites.prod.site-id"));
    }

    @Test
    void comparesCustomersWithoutCaseAndBraces() throws IOException {
        String body = "{'Customers':[{'Id':'{ABC-1}','Sites':[{'Id':'s1','Name':'Farm'}]},"
                + "{'Id':'other','Sites':[{'Id':'s2','Name':'Lab'}]}]}";

        assertThat(read(body, "abc-1").siteId()).isEqualTo("s1");
        assertThat(read(body, "{other}").siteId()).isEqualTo("s2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'Customers':[{'Id':'acme','Sites':null}]}", "{'Customers':[{'Id':'acme'}]}"})
    void reportsCustomerWithoutSite(String body) {
        assertNotFound(
                body,
                "GET /me lists no site for customer acme; found: customer acme with no site;"
                        + " check citrix.sites.prod.customer-id, or set citrix.sites.prod.site-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{'Customers':null}", "{'Customers':{'Id':'acme'}}", "0"})
    void rejectsResponseWithoutCustomers(String body) {
        assertThatExceptionOfType(CitrixException.class)
                .isThrownBy(() -> read(body))
                .withMessage("the response to GET /me has no list of customers")
                .returns(FailureReason.BAD_RESPONSE, CitrixException::reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'Id':null}", "{'Name':'one'}", "{'Id':''}", "{'Id':'a\\nb'}", "null"})
    void rejectsSiteWithoutId(String site) {
        assertThatExceptionOfType(CitrixException.class)
                .isThrownBy(() -> read("{'Customers':[{'Id':'acme','Sites':[" + site + "]}]}"))
                .returns(FailureReason.BAD_RESPONSE, CitrixException::reason);
    }

    @Test
    void rejectsIdTooLongForHeader() {
        assertThatExceptionOfType(CitrixException.class)
                .isThrownBy(() -> read("{'Customers':[{'Id':'acme','Sites':[{'Id':'" + "x".repeat(1_001) + "'}]}]}"))
                .withMessage("the response to GET /me lists a site without a valid id")
                .returns(FailureReason.BAD_RESPONSE, CitrixException::reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html></html>", "{'Customers':[{'Id':'acme','Sites':[{'Id':'a'}]}]} trailing"})
    void rejectsTrailingOrInvalidJson(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(JsonProcessingException.class);
    }

    private static void assertNotFound(String body, String message) {
        assertThatExceptionOfType(CitrixException.class)
                .isThrownBy(() -> read(body))
                .withMessage(message)
                .returns(FailureReason.NOT_FOUND, CitrixException::reason);
    }

    private static SiteIdentity read(String body) throws IOException {
        return read(body, "acme");
    }

    private static SiteIdentity read(String body, String customerId) throws IOException {
        return SiteIdentityParser.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "prod", customerId);
    }
}
