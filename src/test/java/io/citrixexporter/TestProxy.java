package io.citrixexporter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An HTTP proxy with and without CONNECT that resolves every host name to the loopback address. */
public final class TestProxy implements AutoCloseable {
    private final ServerSocket server = RawSite.plainSocket();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final @Nullable String credentials;
    private volatile String refusal = "";

    /** A proxy without authentication. */
    public TestProxy() {
        this(null);
    }

    /** A proxy that requires the credentials {@code user:password}. */
    public TestProxy(@Nullable String credentials) {
        this.credentials = credentials;
        threads.execute(this::accept);
    }

    /** Responds to every request with a status; closes the connection if it is empty. */
    public TestProxy refusing(String status) {
        refusal = "HTTP/1.1 " + status;
        return this;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Methods and targets of the requests so far. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            String[] line = head.split(" ", 3);
            requests.add(line[0] + " " + line[1]);
            if (!refusal.isEmpty()) {
                respond(client, refusal);
            } else if (!admitted(head)) {
                respond(
                        client,
                        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"corp\"");
            } else {
                boolean connect = line[0].equals("CONNECT");
                int port = Integer.parseInt(line[1].replaceFirst("^http://", "").replaceFirst("^[^:]*:(\\d+).*", "$1"));
                try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    if (connect) {
                        client.getOutputStream().write(bytes("HTTP/1.1 200 Connection established\r\n\r\n"));
                    } else {
                        target.getOutputStream().write(bytes(head));
                    }
                    threads.execute(() -> copy(client, target));
                    copy(target, client);
                }
            }
        } catch (IOException e) {
            // The client has closed the connection.
            return;
        }
    }

    private boolean admitted(String head) {
        return credentials == null
                || head.toLowerCase(Locale.ROOT)
                        .contains(("\r\nProxy-Authorization: Basic "
                                        + Base64.getEncoder().encodeToString(bytes(credentials)) + "\r\n")
                                .toLowerCase(Locale.ROOT));
    }

    private static void respond(Socket client, String status) throws IOException {
        if (!status.endsWith(" ")) {
            client.getOutputStream().write(bytes(status + "\r\nContent-Length: 0\r\n\r\n"));
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("end of the connection");
            }
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            return; // closed by the other direction
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
