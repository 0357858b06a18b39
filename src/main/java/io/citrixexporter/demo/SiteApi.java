package io.citrixexporter.demo;

import io.citrixexporter.config.DemoSettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The API of the site: from a request to its answer. */
final class SiteApi {
    private static final String BASE = "/cvad/manage/";
    private static final Pattern MACHINE_SESSIONS =
            Pattern.compile(BASE + "machines/([^/]+)/sessions", Pattern.CASE_INSENSITIVE);
    private static final int DEFAULT_LIMIT = 250;
    private static final int HIGHEST_LIMIT = 1000;

    private final Clock clock;
    private final Fleet fleet;
    private final SiteModel model;
    private final CollectionWriter collections;
    private final Hiccups hiccups;
    private final Gate gate;

    SiteApi(DemoSettings settings, Clock clock, SignIn signIn) {
        this.clock = clock;
        fleet = new Fleet(settings);
        model = new SiteModel(settings, clock.instant());
        collections = new CollectionWriter(model, fleet.machines());
        hiccups = new Hiccups(settings.seed());
        gate = new Gate(signIn, MeJson.SITE_ID);
    }

    /** What is wrong with the API as a whole at this moment. */
    Trouble trouble() {
        return model.trouble(clock.instant());
    }

    Answer get(HttpServerRequest request) {
        String path = request.path().toLowerCase(Locale.ROOT);
        boolean me = path.equals(BASE + "me");
        return gate.refusal(request.headers(), !me).orElseGet(() -> me ? me() : collection(request, path));
    }

    private static Answer me() {
        return Answer.json(200, MeJson.body());
    }

    private Answer collection(HttpServerRequest request, String path) {
        Fields fields = Fields.of(request.getParam("fields"));
        Matcher matcher = MACHINE_SESSIONS.matcher(request.path());
        if (matcher.matches()) {
            return machineSessions(matcher.group(1), fields);
        }
        if (path.equals(BASE + "machines")) {
            return paged(request, (page, limit) -> collections.machines(page, limit, fields));
        }
        if (path.equals(BASE + "sessions")) {
            return paged(request, (page, limit) -> collections.sessions(page, limit, fields));
        }
        return Problems.notFound("Resource", request.path());
    }

    private Answer machineSessions(String encodedName, Fields fields) {
        // In a path a plus is a plus.
        String name = URLDecoder.decode(encodedName.replace("+", "%2B"), StandardCharsets.UTF_8);
        return fleet.find(name)
                .map(machine -> machineSessions(machine, fields))
                .orElseGet(() -> Problems.notFound("Machine", name));
    }

    private Answer machineSessions(DemoMachine machine, Fields fields) {
        if (hiccups.fails(machine, clock.instant())) {
            return Problems.serviceFailure();
        }
        return Answer.json(200, collections.sessions(machine, clock.instant(), fields));
    }

    private Answer paged(HttpServerRequest request, PageWriter writer) {
        String token = request.getParam("continuationToken");
        Optional<Page> page = Page.of(token, clock.instant());
        if (page.isEmpty()) {
            return Problems.badRequest("continuationToken", token);
        }
        String limit = request.getParam("limit", Integer.toString(DEFAULT_LIMIT));
        if (!limit.matches("[1-9][0-9]{0,3}") || Integer.parseInt(limit) > HIGHEST_LIMIT) {
            return Problems.badRequest("limit", limit);
        }
        return Answer.json(200, writer.write(page.get(), Integer.parseInt(limit)));
    }

    /** Writes one page of a collection. */
    private interface PageWriter {
        Buffer write(Page page, int limit);
    }
}
