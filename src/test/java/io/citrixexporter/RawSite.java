package io.citrixexporter;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The site of {@link CitrixStub} on a bare socket, for responses that no HTTP server sends. It logs nothing. Tests get
 * it injected by its type.
 */
public final class RawSite implements QuarkusTestResourceLifecycleManager {
    public static final String FIRST = "/cvad/manage/Machines/CORP%7CCTX-01/Sessions";
    public static final String SECOND = "/cvad/manage/Machines/ctx-02.corp.example/Sessions";
    public static final String ME = "/cvad/manage/me";

    private final Map<String, RawResponse> responses = new ConcurrentHashMap<>();
    private final ExecutorService connections = Executors.newCachedThreadPool(RawSite::daemon);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final ServerSocket server;

    public RawSite() {
        this(plainSocket());
    }

    private RawSite(ServerSocket server) {
        this.server = server;
    }

    /** A site on this socket, which may speak TLS; it serves until stopped. */
    public static RawSite on(ServerSocket server) {
        RawSite site = new RawSite(server);
        site.connections.execute(() -> site.accept(site::serve));
        return site;
    }

    /** A server that handles each connection like this regardless of the request, and then closes it. */
    public static RawSite on(ServerSocket server, RawResponse connection) {
        RawSite site = new RawSite(server);
        site.connections.execute(() -> site.accept(client -> {
            try (client) {
                connection.write("", client);
            } catch (IOException e) {
                return; // the client has closed the connection
            }
        }));
        return site;
    }

    /** A free port of the loopback address. */
    public static ServerSocket plainSocket() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of the server. */
    public int port() {
        return server.getLocalPort();
    }

    /** Writes a response from the status line on; closes the connection if that ends the response. */
    public interface RawResponse {
        /**
         * Writes the response.
         *
         * @param request the request's first line and headers
         */
        void write(String request, Socket client) throws IOException;
    }

    @Override
    public Map<String, String> start() {
        reset();
        connections.execute(() -> accept(this::serve));
        return CitrixStub.settings("http://localhost:" + server.getLocalPort());
    }

    @Override
    public void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.shutdownNow();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, field -> field.getType().equals(RawSite.class));
    }

    /** Every login succeeds and no machine has a session. */
    public void reset() {
        answer(CitrixStub.TOKEN_PATH, json("{\"access_token\":\"token-1\",\"expires_in\":\"3600\"}"));
        answer(
                ME,
                json("{\"Customers\":[{\"Id\":\"%s\",\"Sites\":[{\"Id\":\"%s\",\"Name\":\"one\"}]}]}"
                        .formatted(CitrixStub.CUSTOMER, CitrixStub.SITE_ID)));
        answer(FIRST, json("{\"Items\":[]}"));
        answer(SECOND, json("{\"Items\":[]}"));
    }

    /** Sets the response for a path. */
    public void answer(String path, RawResponse response) {
        responses.put(path, response);
    }

    /** A JSON response with this body. */
    public static RawResponse json(String body) {
        return body("Content-Type: application/json; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /** A response with status 200, these headers and this body. */
    public static RawResponse body(String headers, byte[] body) {
        return status("200 OK", headers, body);
    }

    /** A response with any status. */
    public static RawResponse status(String status, String headers, byte[] body) {
        return (request, client) -> {
            OutputStream out = client.getOutputStream();
            out.write(head(status, headers + "\r\nContent-Length: " + body.length));
            out.write(body);
            out.flush();
        };
    }

    /** A status line and headers, up to the empty line. */
    public static byte[] head(String status, String headers) {
        return ("HTTP/1.1 " + status + "\r\n" + headers + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private void accept(Consumer<Socket> handler) {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                accepted.incrementAndGet();
                open.add(client);
                connections.execute(() -> handler.accept(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            for (String request = read(client.getInputStream());
                    !request.isEmpty();
                    request = read(client.getInputStream())) {
                String path = request.split("[ ?]", 3)[1].replaceFirst("^http://[^/]+", "");
                responses
                        .getOrDefault(path, status("404 Not Found", "X-Stub: unknown", new byte[0]))
                        .write(request, client);
                if (client.isClosed()) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client has closed the connection.
            return;
        } finally {
            open.remove(client);
        }
    }

    /** Number of accepted connections. */
    public int accepted() {
        return accepted.get();
    }

    /**
     * Closes all connections.
     *
     * @param lingerSeconds 0 for a reset instead of an orderly close
     */
    public void hangUp(int lingerSeconds) throws IOException {
        for (Socket client : open) {
            client.setSoLinger(lingerSeconds == 0, lingerSeconds);
            client.close();
        }
    }

    /** The head of the next request, whose body is discarded; empty at the end of the connection. */
    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String head = "";
        while (!head.endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            bytes.write(next);
            head = next == '\n' ? bytes.toString(StandardCharsets.ISO_8859_1) : "";
        }
        int length = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        in.readNBytes(length);
        return head;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "raw site");
        thread.setDaemon(true);
        return thread;
    }
}
