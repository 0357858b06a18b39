package io.citrixexporter.citrix.http;

import io.citrixexporter.demo.DemoBodies;
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
 * that the exporter asks for, whole ones all that a server knows.
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
    /** So many responses take turns, a power of 2, lest one be known by heart. */
    private static final int ANSWERS = 32;

    private byte[][] trimmedFew;
    private byte[][] trimmedMany;
    private byte[][] wholeFew;
    private byte[][] wholeMany;
    private int turn;

    /** Makes the responses and checks each. */
    @Setup
    public void createResponses() {
        trimmedFew = bodies(FEW, SessionListParser.FIELDS);
        trimmedMany = bodies(MANY, SessionListParser.FIELDS);
        wholeFew = bodies(FEW, null);
        wholeMany = bodies(MANY, null);
    }

    private static byte[][] bodies(int sessions, @Nullable String fields) {
        DemoBodies source = new DemoBodies(ANSWERS, sessions);
        byte[][] bodies = IntStream.range(0, ANSWERS)
                .mapToObj(machine -> source.body(machine, fields))
                .toArray(byte[][]::new);
        for (byte[] body : bodies) {
            SampleResponses.read(body, sessions);
        }
        return bodies;
    }

    @Benchmark
    @OperationsPerInvocation(FEW)
    public MachineSessions trimmed10PerSession() throws IOException {
        return SessionListParser.machineSessions(next(trimmedFew));
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public MachineSessions trimmed250PerSession() throws IOException {
        return SessionListParser.machineSessions(next(trimmedMany));
    }

    @Benchmark
    @OperationsPerInvocation(FEW)
    public MachineSessions whole10PerSession() throws IOException {
        return SessionListParser.machineSessions(next(wholeFew));
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public MachineSessions whole250PerSession() throws IOException {
        return SessionListParser.machineSessions(next(wholeMany));
    }

    private byte[] next(byte[][] bodies) {
        turn = (turn + 1) % ANSWERS;
        return bodies[turn];
    }
}
