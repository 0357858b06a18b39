package io.citrixexporter.soak;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The responses of the site without faults. */
final class SiteApi {
    static final String TOKENS = "/cctrustoauth2/" + SiteJson.CUSTOMER + "/tokens/clients";

    private static final Pattern SESSIONS = Pattern.compile("/cvad/manage/Machines/([^/]+)/Sessions");
    private static final int PAGE = 100;

    private final Machines machines;
    private final Tokens tokens;
    private final Violations violations;

    SiteApi(Machines machines, Tokens tokens, Violations violations) {
        this.machines = machines;
        this.tokens = tokens;
        this.violations = violations;
    }

    /** Status and body of a response. */
    record Response(int status, String body) {}

    static boolean isMachineCall(HttpServerRequest request) {
        return SESSIONS.matcher(request.path()).matches();
    }

    static boolean isTokenCall(HttpServerRequest request) {
        return request.path().equals(TOKENS) && request.method().equals(HttpMethod.POST);
    }

    /** The machine whose sessions are requested for. */
    Optional<SoakMachine> machine(HttpServerRequest request) {
        Matcher sessions = SESSIONS.matcher(request.path());
        return sessions.matches() ? find(sessions.group(1)) : Optional.empty();
    }

    private Optional<SoakMachine> find(String encodedNameOrId) {
        return machines.find(
                URLDecoder.decode(encodedNameOrId, StandardCharsets.UTF_8).replaceFirst("^(SOAK\\||id-)", ""));
    }

    Response respond(HttpServerRequest request, Instant now) {
        if (isTokenCall(request)) {
            return new Response(200, SiteJson.token(tokens.issue(now)));
        }
        if (!tokens.accepts(request.getHeader("Authorization"))) {
            return new Response(401, "{\"detail\":\"Missing or invalid authentication details\"}");
        }
        Matcher sessions = SESSIONS.matcher(request.path());
        if (sessions.matches()) {
            return sessions(find(sessions.group(1)), now);
        }
        return switch (request.path()) {
            case "/cvad/manage/me" -> new Response(200, SiteJson.me());
            case "/cvad/manage/Machines" -> inventory(request.getParam("continuationToken", now + "@0"));
            default -> {
                violations.add("unexpected request: " + request.method() + " " + request.path());
                yield new Response(404, "{}");
            }
        };
    }

    private static Response sessions(Optional<SoakMachine> requested, Instant now) {
        if (requested.filter(machine -> machine.unavailable(now)).isPresent()) {
            return new Response(503, "{}");
        }
        return requested
                .filter(machine -> machine.presence().now() && !machine.out(now))
                .map(machine -> new Response(200, SiteJson.sessions(machine.list())))
                .orElse(new Response(404, "{\"detail\":\"The referenced entity was not found\"}"));
    }

    /** All pages show the state at the first page. */
    private Response inventory(String token) {
        String[] parts = token.split("@");
        List<SoakMachine> all = machines.presentAt(Instant.parse(parts[0]));
        int begin = Math.min(Integer.parseInt(parts[1]), all.size());
        int end = Math.min(begin + PAGE, all.size());
        return new Response(
                200, SiteJson.machines(all.subList(begin, end), end < all.size() ? parts[0] + "@" + end : null));
    }
}
