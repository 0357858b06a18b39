package io.citrixexporter.citrix.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.throttle.Backoff;
import io.citrixexporter.model.FailureReason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensTest {
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final TestClock clock = new TestClock();
    private final List<UniEmitter<? super AccessToken>> fetches = new ArrayList<>();
    private final List<AccessToken> renewals = new ArrayList<>();
    private boolean secretChanged;
    private double jitter;
    private final AccessTokens tokens = new AccessTokens(
            () -> Uni.createFrom().<AccessToken>emitter(fetches::add),
            () -> Uni.createFrom().item(secretChanged),
            clock,
            renewals::add,
            () -> jitter);

    @Test
    void keepsTokenUntilItIsAboutToExpire() {
        AccessToken first = fetched("one");

        clock.advance(LIFETIME.minusMinutes(6));
        assertThat(now(tokens.current())).isEqualTo(first);
        assertThat(fetches).hasSize(1);

        clock.advance(Duration.ofMinutes(1));
        waiting(tokens.current());
        answer("two");
        assertThat(now(tokens.current()).value()).isEqualTo("two");
        assertThat(fetches).hasSize(2);
        assertThat(renewals).extracting(AccessToken::value).containsExactly("one", "two");
    }

    @Test
    void fetchesOnceForAllCallers() {
        List<UniAssertSubscriber<AccessToken>> waiters =
                IntStream.range(0, 100).mapToObj(i -> waiting(tokens.current())).toList();
        assertThat(fetches).hasSize(1);

        answer("one");
        assertThat(waiters)
                .allSatisfy(waiter -> assertThat(waiter.getItem().value()).isEqualTo("one"));
        assertThat(renewals).hasSize(1);
    }

    @Test
    void failsForAllCallers() {
        List<UniAssertSubscriber<AccessToken>> waiters =
                IntStream.range(0, 100).mapToObj(i -> waiting(tokens.current())).toList();
        refuse();

        assertThat(waiters).allSatisfy(waiter -> waiter.assertFailedWith(CitrixException.class, "refused"));
        assertThat(fetches).hasSize(1);
    }

    @Test
    void cancelledCallerDoesNotAffectOthers() {
        UniAssertSubscriber<AccessToken> impatient = waiting(tokens.current());
        UniAssertSubscriber<AccessToken> patient = waiting(tokens.current());
        impatient.cancel();
        answer("one");

        assertThat(patient.getItem().value()).isEqualTo("one");
        assertThat(fetches).hasSize(1);
    }

    @Test
    void cancelledFetchDoesNotBlockNext() {
        waiting(tokens.current()).cancel();
        UniAssertSubscriber<AccessToken> next = waiting(tokens.current());
        answer("one");

        assertThat(next.getItem().value()).isEqualTo("one");
        assertThat(now(tokens.current()).value()).isEqualTo("one");
    }

    @Test
    void renewsRejectedTokenOnceForAllCallers() {
        AccessToken old = fetched("one");
        clock.advance(Duration.ofMinutes(1));

        List<UniAssertSubscriber<AccessToken>> refused = IntStream.range(0, 50)
                .mapToObj(i -> waiting(tokens.refresh(old)))
                .toList();
        answer("two");
        UniAssertSubscriber<AccessToken> late = waiting(tokens.refresh(old));

        assertThat(refused)
                .allSatisfy(waiter -> assertThat(waiter.getItem().value()).isEqualTo("two"));
        assertThat(late.getItem().value()).isEqualTo("two");
        assertThat(fetches).hasSize(2);
    }

    @Test
    void doesNotRenewRecentToken() {
        AccessToken first = fetched("one");
        clock.advance(Duration.ofSeconds(29));
        assertThat(now(tokens.refresh(first))).isEqualTo(first);

        clock.advance(Duration.ofSeconds(1));
        waiting(tokens.refresh(first));
        assertThat(fetches).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"0,30", "1,60", "2,120", "3,240", "4,480", "5,600", "6,600", "1000,600"})
    void backsOffLongerAfterEachRejection(int before, int seconds) {
        assertThat(new Backoff(AccessTokens.MIN_BACKOFF_WHEN_REJECTED, AccessTokens.MAX_BACKOFF).delay(before))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void sendsNothingDuringBackoffAfterRejection() {
        for (int seconds : new int[] {30, 60, 120, 240, 480, 600, 600}) {
            waiting(tokens.current());
            refuse();
            assertBackoff(Duration.ofSeconds(seconds));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void retriesEndpointThatIsDownEveryMinute(int status) {
        assertBackoffsThenReset(status, 5, 10, 20, 40, 60, 60, 60, 60);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 429})
    void backsOffLongerAfterEachError(int status) {
        assertBackoffsThenReset(status, 5, 10, 20, 40, 80, 160, 320, 600, 600);
    }

    /** A success between forgets how long the last pause was. */
    private void assertBackoffsThenReset(int status, int... pauses) {
        for (int seconds : pauses) {
            waiting(tokens.current());
            fail(CitrixErrors.ofStatus(status));
            assertBackoff(Duration.ofSeconds(seconds));
        }
        fetched("one");
        clock.advance(LIFETIME);
        waiting(tokens.current());
        fail(CitrixErrors.ofStatus(status));
        assertBackoff(AccessTokens.MIN_BACKOFF);
    }

    @Test
    void addsRandomDelayOfUpToHalf() {
        jitter = 1;
        for (double seconds : new double[] {7.5, 15, 30, 60, 120, 240, 480, 600}) {
            waiting(tokens.current());
            fail(CitrixErrors.ofStatus(429));
            assertBackoff(Duration.ofMillis((long) (seconds * 1000)));
        }
    }

    @Test
    void backsOffBrieflyAfterConnectionError() {
        for (int i = 0; i < 5; i++) {
            waiting(tokens.current());
            fail(new CitrixException(FailureReason.CONNECT, "refused"));
            assertBackoff(AccessTokens.MIN_BACKOFF);
        }
    }

    @Test
    void clockSetBackDoesNotExtendBackoff() {
        waiting(tokens.current());
        refuse();
        clock.stepWallClock(Duration.ofDays(-1));
        assertFailsNow(tokens.current());
        assertBackoff(AccessTokens.MIN_BACKOFF_WHEN_REJECTED);
        waiting(tokens.current());
        assertThat(fetches).hasSize(2);
    }

    @Test
    void renewsRejectedTokenAfterClockWasSetBack() {
        AccessToken first = fetched("one");
        clock.advance(Duration.ofDays(-1));

        waiting(tokens.refresh(first));
        assertThat(fetches).hasSize(2);
    }

    @Test
    void backsOffBrieflyWithoutSecret() {
        waiting(tokens.current());
        fail(new CitrixException(FailureReason.AUTH, "no secret: cannot read the file secret"));

        assertBackoff(Duration.ofSeconds(5));
    }

    @Test
    void successResetsBackoff() {
        for (int i = 0; i < 3; i++) {
            waiting(tokens.current());
            refuse();
            clock.advance(AccessTokens.MAX_BACKOFF);
        }
        AccessToken token = fetched("one");
        assertThat(now(tokens.current())).isEqualTo(token);

        clock.advance(LIFETIME);
        waiting(tokens.current());
        refuse();
        assertBackoff(Duration.ofSeconds(30));
    }

    @Test
    void keepsValidTokenWhileRenewalFails() {
        AccessToken first = fetched("one");
        clock.advance(LIFETIME.minusMinutes(4));

        UniAssertSubscriber<AccessToken> waiter = waiting(tokens.current());
        fail(CitrixErrors.ofStatus(503));
        assertThat(waiter.getItem()).isEqualTo(first);
        assertThat(now(tokens.current())).isEqualTo(first);
        assertThat(fetches).hasSize(2);

        clock.advance(Duration.ofMinutes(4));
        waiting(tokens.current());
        fail(CitrixErrors.ofStatus(503));
        assertFailsNow(tokens.current());
    }

    @Test
    void discardsRejectedToken() {
        AccessToken first = fetched("one");
        clock.advance(LIFETIME.minusMinutes(4));

        waiting(tokens.refresh(first));
        fail(CitrixErrors.ofStatus(503));
        assertFailsNow(tokens.current());
    }

    @Test
    void countsRejectionsThroughOtherFailures() {
        waiting(tokens.current());
        refuse();
        clock.advance(Duration.ofSeconds(30));
        waiting(tokens.current());
        fail(new CitrixException(FailureReason.TIMEOUT, "late"));
        clock.advance(AccessTokens.MIN_BACKOFF);
        waiting(tokens.current());
        refuse();
        assertBackoff(Duration.ofSeconds(60));
    }

    @Test
    void changedSecretEndsBackoff() {
        waiting(tokens.current());
        refuse();
        assertFailsNow(tokens.current());
        secretChanged = true;

        UniAssertSubscriber<AccessToken> waiter = waiting(tokens.current());
        assertThat(fetches).hasSize(2);
        answer("one");
        assertThat(waiter.getItem().value()).isEqualTo("one");
    }

    @Test
    void honoursRetryAfter() {
        UniAssertSubscriber<AccessToken> waiter = waiting(tokens.current());
        long retryAt = clock.nanoTime() + Duration.ofSeconds(90).toNanos();
        fail(CitrixErrors.ofStatus(429).withRetryAt(retryAt));
        assertThat(CitrixErrors.of(waiter.getFailure()).retryAt()).hasValue(retryAt);
        assertBackoff(Duration.ofSeconds(90));

        waiting(tokens.current());
        fail(CitrixErrors.ofStatus(503)
                .withRetryAt(clock.nanoTime() + Duration.ofDays(1).toNanos()));
        assertBackoff(AccessTokens.MAX_BACKOFF);
        waiting(tokens.current());
        assertThat(fetches).hasSize(3);
    }

    private void assertBackoff(Duration pause) {
        int before = fetches.size();
        clock.advance(pause.minusMillis(1));
        assertFailsNow(tokens.current());
        assertThat(fetches).hasSize(before);
        clock.advance(Duration.ofMillis(1));
    }

    private static void assertFailsNow(Uni<AccessToken> uni) {
        assertThatThrownBy(() -> now(uni)).isInstanceOf(CitrixException.class);
    }

    private AccessToken fetched(String value) {
        UniAssertSubscriber<AccessToken> waiter = waiting(tokens.current());
        answer(value);
        return waiter.getItem();
    }

    private void answer(String value) {
        last().complete(AccessToken.expiringIn(value, clock.instant(), LIFETIME));
    }

    private void refuse() {
        fail(new CitrixException(FailureReason.AUTH, 400, "refused"));
    }

    private void fail(CitrixException failure) {
        last().fail(failure);
    }

    private UniEmitter<? super AccessToken> last() {
        return fetches.get(fetches.size() - 1);
    }

    private static UniAssertSubscriber<AccessToken> waiting(Uni<AccessToken> uni) {
        return uni.subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static AccessToken now(Uni<AccessToken> uni) {
        return uni.await().atMost(Duration.ofMillis(1));
    }
}
