package io.citrixexporter.citrix.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages bodies at random; the same seed does the same damage. */
final class Mutations {
    private static final int MAX_SLICE = 200;
    private static final List<String> TOKENS = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "\"",
            "\\",
            "\\n",
            "\\u0000",
            "\\u12",
            "\\xE4",
            ",",
            ":",
            "{",
            "}",
            "[",
            "]",
            "-",
            "0",
            "1e999",
            "99999999999999999999",
            "NaN",
            "/*",
            "\uFEFF",
            "\"Items\":[]",
            "\"Items\":[{}],",
            "\"ContinuationToken\":\"more\",",
            "\"Id\":\"x\",",
            "[".repeat(2_000),
            "{\"a\":".repeat(2_000));

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    /** The body with one to four things wrong. */
    byte[] damaged(byte[] body) {
        byte[] damaged = body;
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            damaged = once(damaged);
        }
        return damaged;
    }

    private byte[] once(byte[] body) {
        int at = random.nextInt(body.length + 1);
        int end = Math.min(body.length, at + random.nextInt(MAX_SLICE));
        return switch (random.nextInt(8)) {
            case 0 -> flipped(body);
            case 1 -> joined(slice(body, 0, at), slice(body, end, body.length));
            case 2 -> joined(slice(body, 0, end), slice(body, at, body.length));
            case 3 -> joined(slice(body, 0, at), anyByte(), slice(body, at, body.length));
            case 4 -> joined(slice(body, 0, at), anyToken(), slice(body, at, body.length));
            case 5 -> joined(slice(body, 0, at), anyToken(), slice(body, end, body.length));
            case 6 -> swapped(body, at, end);
            default -> random.nextInt(4) == 0 ? slice(body, 0, at) : flipped(body);
        };
    }

    private byte[] flipped(byte[] body) {
        byte[] flipped = body.clone();
        if (body.length > 0) {
            flipped[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /** Two neighbouring slices change places. */
    private byte[] swapped(byte[] body, int at, int end) {
        int middle = at + random.nextInt(end - at + 1);
        return joined(
                slice(body, 0, at), slice(body, middle, end), slice(body, at, middle), slice(body, end, body.length));
    }

    private byte[] anyByte() {
        return new byte[] {(byte) random.nextInt()};
    }

    private byte[] anyToken() {
        return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] slice(byte[] body, int from, int to) {
        return Arrays.copyOfRange(body, from, to);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
