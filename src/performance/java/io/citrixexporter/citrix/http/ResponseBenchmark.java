package io.citrixexporter.citrix.http;

import io.citrixexporter.demo.DemoBodies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Parses and counts one response of 10 or of 250 sessions, in ns and bytes per session. Trimmed responses have the fields
 * that the exporter requests, full ones all fields.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgs = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
public class ResponseBenchmark {
    private static final int FEW = 10;
    private static final int MANY = 250;
    /** The number of different responses, a power of 2, so that no single one is optimized for. */
    private static final int RESPONSES = 32;

    private byte[][] trimmedFew;
    private byte[][] trimmedMany;
    private byte[][] wholeFew;
    private byte[][] wholeMany;
    private int turn;

    /** Creates and checks the responses. */
    @Setup
    public void createResponses() {
        trimmedFew = bodies(FEW, SessionList.FIELDS);
        trimmedMany = bodies(MANY, SessionList.FIELDS);
        wholeFew = bodies(FEW, null);
        wholeMany = bodies(MANY, null);
    }

    private static byte[][] bodies(int sessions, @Nullable String fields) {
        DemoBodies source = new DemoBodies(RESPONSES, sessions);
        byte[][] bodies = IntStream.range(0, RESPONSES)
                .mapToObj(machine -> source.body(machine, fields))
                .toArray(byte[][]::new);
        for (byte[] body : bodies) {
            SampleResponses.read(body, sessions);
        }
        return bodies;
    }

    @Benchmark
    @OperationsPerInvocation(FEW)
    public SessionsResponse trimmed10PerSession() throws IOException {
        return SessionsResponse.read(new ByteArrayInputStream(next(trimmedFew)));
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public SessionsResponse trimmed250PerSession() throws IOException {
        return SessionsResponse.read(new ByteArrayInputStream(next(trimmedMany)));
    }

    @Benchmark
    @OperationsPerInvocation(FEW)
    public SessionsResponse whole10PerSession() throws IOException {
        return SessionsResponse.read(new ByteArrayInputStream(next(wholeFew)));
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public SessionsResponse whole250PerSession() throws IOException {
        return SessionsResponse.read(new ByteArrayInputStream(next(wholeMany)));
    }

    private byte[] next(byte[][] bodies) {
        turn = (turn + 1) % RESPONSES;
        return bodies[turn];
    }
}
