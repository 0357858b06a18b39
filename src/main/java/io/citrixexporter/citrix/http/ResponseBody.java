package io.citrixexporter.citrix.http;

import io.citrixexporter.model.FailureReason;
import jakarta.ws.rs.core.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * The body of an answer, unpacked while it is read, so that what a server has packed small is never held large. Reading
 * more than the limit fails with a {@link TooLargeException}; whatever else fails has to do with the packing, since all
 * of the answer has arrived.
 */
public final class ResponseBody extends FilterInputStream {
    private final long limit;
    private long unpacked;

    private ResponseBody(InputStream unpacking, long limit) {
        super(unpacking);
        this.limit = limit;
    }

    /**
     * The body of a response; empty where there is none.
     *
     * @param limit most bytes to read
     * @throws IOException if it is not packed as it says
     * @throws CitrixException if it is packed in a way that was not asked for
     */
    static ResponseBody of(Response response, long limit) throws IOException {
        InputStream received = received(response);
        return new ResponseBody(received.available() == 0 ? received : unpacking(received, response), limit);
    }

    /** How many bytes of the body have arrived, which is all of them. */
    static int size(Response response) {
        try {
            return received(response).available();
        } catch (IOException e) {
            return 0;
        }
    }

    private static InputStream received(Response response) {
        return response.hasEntity() ? response.readEntity(InputStream.class) : InputStream.nullInputStream();
    }

    private static InputStream unpacking(InputStream received, Response response) throws IOException {
        String encoding = response.getHeaderString("Content-Encoding");
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return received;
        }
        if (encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip")) {
            return new GZIPInputStream(received);
        }
        throw new CitrixException(FailureReason.BAD_RESPONSE, "an answer in an encoding that was not asked for");
    }

    /** Whether there is nothing to read. */
    boolean isEmpty() throws IOException {
        return in.available() == 0;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int bytes) throws IOException {
        unpacked += bytes;
        if (unpacked > limit) {
            throw TooLargeException.alone(limit);
        }
    }
}
