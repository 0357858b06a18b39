package io.citrixexporter.bench;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The responses of the site, each rendered at the first request and cached. */
final class BenchResponses {
    private static final String BASE = "/cvad/manage";
    private static final String MACHINES = BASE + "/Machines";
    private static final String SESSIONS = BASE + "/Sessions";
    private static final String OF_A_MACHINE = "/Sessions";

    /** The requests of exporters: rendered before the first request. */
    private static final String USUAL_QUERY = "fields=Id%2CState%2CAppState%2CConnection";

    private final SiteSettings settings;
    private final SiteText text;
    private final Map<String, Buffer> plain = new ConcurrentHashMap<>();
    private final Map<String, Buffer> compressed = new ConcurrentHashMap<>();

    BenchResponses(SiteSettings settings) {
        this.settings = settings;
        this.text = new SiteText(settings);
    }

    /** Renders the responses of a cycle, so that the first cycle is not slower. */
    void renderUsual() {
        for (int machine = 0; machine < settings.machines(); machine++) {
            to(MACHINES + "/" + SiteText.machineId(machine) + OF_A_MACHINE, USUAL_QUERY, settings.gzip());
        }
    }

    /** The body of a response; null for an unknown path. */
    @Nullable
    Buffer to(String path, @Nullable String query, boolean gzip) {
        String key = query == null ? path : path + '?' + query;
        return (gzip ? compressed : plain).computeIfAbsent(key, any -> rendered(path, query, gzip));
    }

    private @Nullable Buffer rendered(String path, @Nullable String query, boolean gzip) {
        String body = body(path, Query.of(query));
        if (body == null) {
            return null;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return Buffer.buffer(gzip ? zipped(bytes) : bytes);
    }

    private @Nullable String body(String path, Query query) {
        if (path.startsWith(MACHINES + "/") && path.endsWith(OF_A_MACHINE)) {
            String id = path.substring(MACHINES.length() + 1, path.length() - OF_A_MACHINE.length());
            return text.sessionsOf(SiteText.machineOf(id), query.fields());
        }
        return switch (path) {
            case MACHINES -> text.machines(query.first(), query.limit());
            case SESSIONS -> text.sessions(query.first(), query.limit(), query.fields());
            case BASE + "/me" -> text.me();
            default -> path.startsWith("/cctrustoauth2/") ? text.token() : null;
        };
    }

    private static byte[] zipped(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    /** The parameters of a request; the continuation token is the number of the first item. */
    private record Query(Fields fields, int first, int limit) {
        static Query of(@Nullable String query) {
            Fields fields = Fields.ALL;
            int first = 0;
            int limit = 250;
            for (String parameter : query == null ? new String[0] : query.split("&")) {
                String value =
                        URLDecoder.decode(parameter.substring(parameter.indexOf('=') + 1), StandardCharsets.UTF_8);
                switch (parameter.substring(0, Math.max(0, parameter.indexOf('=')))) {
                    case "fields" -> fields = Fields.of(value);
                    case "continuationToken" -> first = Integer.parseInt(value);
                    case "limit" -> limit = Integer.parseInt(value);
                    default -> {}
                }
            }
            return new Query(fields, first, limit);
        }
    }
}
