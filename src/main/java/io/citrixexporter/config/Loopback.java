package io.citrixexporter.config;

import java.util.regex.Pattern;

/** Recognizes this computer by a host name or address, without a lookup. */
public final class Loopback {
    private static final Pattern HOST = Pattern.compile("localhost\\.?|127\\.[0-9.]+|\\[?::1]?");

    private Loopback() {}

    /** Whether a host, such as {@code localhost}, {@code 127.0.0.1} or {@code [::1]}, is this computer. */
    public static boolean matches(String host) {
        return HOST.matcher(host).matches();
    }
}
