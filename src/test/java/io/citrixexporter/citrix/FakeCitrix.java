package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.BodyLimit;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.ResponseReader;
import io.citrixexporter.citrix.login.AccessToken;
import io.citrixexporter.citrix.login.AccessTokens;
import io.citrixexporter.citrix.throttle.RateLimit;
import io.citrixexporter.citrix.throttle.RequestLimiter;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.ResponseField;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** A site in memory with a response for each machine, which records the machines that were polled. */
public final class FakeCitrix {
    public static final SiteIdentity IDENTITY = new SiteIdentity("site-1", "");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<ResponseField> unrecognized = new CopyOnWriteArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger maxInFlight = new AtomicInteger();
    private final Function<String, Uni<Response>> answers;
    private final AtomicInteger machinePages = new AtomicInteger();
    private final AtomicInteger sessionPages = new AtomicInteger();
    private Function<String, Uni<Response>> machines = token -> {
        throw new AssertionError("the inventory is off");
    };
    private Function<String, Uni<Response>> sessions = token -> {
        throw new AssertionError("no call for the sessions of the site was expected");
    };
    private Supplier<Uni<AccessToken>> token =
            () -> Uni.createFrom().item(AccessToken.expiringIn("token", Instant.EPOCH, Duration.ofDays(100_000)));

    /** The response for each machine, whose name has a bar instead of the backslash. */
    public FakeCitrix(Function<String, Uni<Response>> answers) {
        this.answers = answers;
    }

    /** A site that only receives calls for collections. */
    public FakeCitrix() {
        this(machine -> {
            throw new AssertionError("no call for one machine was expected");
        });
    }

    /** The inventory, on one page. */
    public void machines(Response page) {
        machines = token -> Uni.createFrom().item(page);
    }

    /** The page of sessions behind a token, the first one for null. */
    public void sessions(Function<String, Response> pages) {
        sessions = token -> Uni.createFrom().item(pages.apply(token));
    }

    /** The number of calls for a page of the inventory. */
    public int machinePages() {
        return machinePages.get();
    }

    /** The number of calls for a page of the sessions of the site. */
    public int sessionPages() {
        return sessionPages.get();
    }

    /** A page of a collection. */
    public static Response page(String continuationToken, String... items) {
        return answer(
                "{\"Items\":[" + String.join(",", items) + "],\"ContinuationToken\":\"" + continuationToken + "\"}");
    }

    /** A machine in the inventory, with a name such as {@code CTX-01}. */
    public static String machine(String id, String name) {
        return "{\"Id\":\"%s\",\"Name\":\"CORP\\\\%s\",\"DeliveryGroup\":{\"Name\":\"Office\"}}".formatted(id, name);
    }

    /** A session in the list of the site. */
    public static String session(String id, String machineId) {
        return "{\"Id\":\"%s\",\"State\":\"Active\",\"Connection\":{},\"Machine\":{\"Id\":\"%s\"}}"
                .formatted(id, machineId);
    }

    /** Every login fails from now on. */
    public void refuseSignIn(FailureReason reason) {
        token = () -> Uni.createFrom().failure(new CitrixException(reason, "sign-in failed"));
    }

    /** Signing in takes for ever. */
    public void hangAtSignIn() {
        token = () -> Uni.createFrom().nothing();
    }

    /** A client of this site. */
    public CitrixClient client(TimeSource clock, Duration requestTimeout) {
        return client(clock, requestTimeout, 256);
    }

    /** The same with another limit of requests in flight. */
    public CitrixClient client(TimeSource clock, Duration requestTimeout, int concurrency) {
        CitrixListener listener = new CitrixListener() {
            @Override
            public void valueUnrecognized(String site, ResponseField field) {
                unrecognized.add(field);
            }
        };
        AccessTokens tokens =
                new AccessTokens(() -> token.get(), () -> Uni.createFrom().item(false), clock, renewed -> {}, () -> 0);
        RateLimit rate = new RateLimit(Duration.ZERO, clock);
        RequestLimiter limiter = new RequestLimiter("fake", concurrency, rate, clock, listener);
        CallReporter reporter = new CallReporter("fake", clock, listener);
        ApiCaller caller = new ApiCaller(
                "ddc1",
                "acme",
                tokens,
                limiter,
                rate,
                requestTimeout,
                new ResponseReader(BodyLimit.ofHeap(concurrency), clock, Runnable::run),
                Runnable::run,
                clock,
                reporter);
        ControllerRequests api = new ControllerRequests("ddc1", "fake", "acme", false, new Api(), caller);
        Controller controller = new Controller("ddc1", IDENTITY, api, tokens, limiter, reporter);
        return new CitrixClient("fake", List.of(controller), clock);
    }

    /** The machines polled, in that order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** The fields whose values were not known. */
    public List<ResponseField> unrecognized() {
        return List.copyOf(unrecognized);
    }

    /** The maximum number of calls in flight. */
    public int maxInFlight() {
        return maxInFlight.get();
    }

    /** A response with this number of sessions. */
    public static Response sessions(int count) {
        String items = String.join(",", Collections.nCopies(count, "{\"State\":\"Active\",\"Connection\":{}}"));
        return answer("{\"Items\":[" + items + "]}");
    }

    private static Response answer(String json) {
        return Response.ok(json.getBytes(StandardCharsets.UTF_8))
                .header("Content-Type", "application/json")
                .build();
    }

    /** A response with this status and no body. */
    public static Response status(int status) {
        return Response.status(status).build();
    }

    /** The same with a time after which to try again. */
    public static Response status(int status, String retryAfter) {
        return Response.status(status).header("Retry-After", retryAfter).build();
    }

    /** A failure for tests that need no call. */
    public static CitrixException failure(FailureReason reason, String message) {
        return new CitrixException(reason, message);
    }

    private final class Api implements CitrixRestClient {
        @Override
        public Uni<Response> me(CallHeaders headers) {
            throw new AssertionError("the site is known");
        }

        @Override
        public Uni<Response> machineSessions(String machine, String fields, CallHeaders headers) {
            asked.add(machine);
            maxInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            return answers.apply(machine).onTermination().invoke(inFlight::decrementAndGet);
        }

        @Override
        public Uni<Response> machines(String fields, Integer limit, String continuationToken, CallHeaders headers) {
            machinePages.incrementAndGet();
            return machines.apply(continuationToken);
        }

        @Override
        public Uni<Response> sessions(String fields, Integer limit, String continuationToken, CallHeaders headers) {
            sessionPages.incrementAndGet();
            return sessions.apply(continuationToken);
        }
    }
}
