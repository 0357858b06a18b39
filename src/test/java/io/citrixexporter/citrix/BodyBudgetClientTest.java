package io.citrixexporter.citrix;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.citrix.http.BodyBudget;
import io.citrixexporter.citrix.http.BodyLimit;
import io.citrixexporter.citrix.login.AccessToken;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a call through the REST client ends, nothing stays counted: what leaks would one day refuse all answers. */
@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
class BodyBudgetClientTest {
    private static final String BODY = "{\"Items\":[{\"Junk\":\"" + junk() + "\"}]}";
    private static final int LIMIT = 250_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    WireMockServer citrix;

    private final BodyBudget budget = new BodyBudget(LIMIT);

    @BeforeEach
    void reset() {
        Sites.reset(citrix);
    }

    @ParameterizedTest
    @EnumSource
    void nothingStaysCountedWhenACallHasEnded(Ending ending) {
        citrix.stubFor(get(urlPathEqualTo(Sites.BASE + "/Machines/M1/Sessions")).willReturn(ending.answer.get()));
        CitrixApi api = api();
        for (int call = 0; call < 3; call++) {
            assertThat(isRead(api)).isEqualTo(ending.isRead);
        }

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(budget.held()).isZero());
    }

    private boolean isRead(CitrixApi api) {
        AccessToken token = AccessToken.lasting("t", Instant.EPOCH, Duration.ofHours(1));
        return api.machineSessions(
                        "M1",
                        null,
                        new CallHeaders(
                                token, CitrixStub.CUSTOMER, CitrixStub.SITE_ID, "id", RequestOptions.of(Endpoint.ME)))
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .map(BodyBudgetClientTest::isFull)
                .onFailure()
                .recoverWithItem(false)
                .await()
                .atMost(Sites.LONG);
    }

    private static boolean isFull(Response response) {
        return response.readEntity(byte[].class).length > 100_000;
    }

    /** What cannot be packed to half of it. */
    private static String junk() {
        byte[] bytes = new byte[150_000];
        new Random(1).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private CitrixApi api() {
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(URI.create(citrix.baseUrl() + Sites.BASE))
                .readTimeout(TIMEOUT.plusMillis(500).toMillis(), TimeUnit.MILLISECONDS)
                .disableDefaultMapper(true)
                .httpClientRequestCustomizer(new BodyLimit(LIMIT, budget))
                .build(CitrixApi.class);
    }

    /** How a call may end. */
    enum Ending {
        WHOLE(() -> CitrixStub.sessions("").withBody(BODY), true),
        TIME_OUT(() -> CitrixStub.sessions("").withBody(BODY).withChunkedDribbleDelay(400, 60_000), false),
        CUT_OFF(() -> CitrixStub.sessions("").withFault(Fault.MALFORMED_RESPONSE_CHUNK), false),
        HTTP_ERROR(() -> aResponse().withStatus(500).withBody(BODY), true),
        TOO_LARGE(() -> CitrixStub.sessions("").withBody(BODY + BODY), false);

        @SuppressWarnings("ImmutableEnumChecker")
        private final Supplier<ResponseDefinitionBuilder> answer;

        private final boolean isRead;

        Ending(Supplier<ResponseDefinitionBuilder> answer, boolean isRead) {
            this.answer = answer;
            this.isRead = isRead;
        }
    }
}
