package io.citrixexporter.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The heap of another Java process, read with the {@code jcmd} of its JDK. */
final class Heap {
    private static final Pattern USED = Pattern.compile("\\bused (\\d+)([KM])");

    private final Path jcmd;
    private final long pid;

    Heap(Path javaHome, long pid) {
        this.jcmd = javaHome.resolve("bin/jcmd");
        this.pid = pid;
    }

    /** Used MiB after a full garbage collection. */
    double usedAfterCollection() throws IOException, InterruptedException, Tool.MissingException {
        jcmd("GC.run");
        return used(jcmd("GC.heap_info"));
    }

    private String jcmd(String command) throws IOException, InterruptedException, Tool.MissingException {
        return Tool.run(List.of(jcmd.toString(), Long.toString(pid), command));
    }

    /** The sum of all generations; metaspace is not part of the heap. */
    static double used(String heapInfo) {
        return heapInfo.lines()
                .filter(line -> !line.contains("Metaspace") && !line.contains("class space"))
                .map(USED::matcher)
                .filter(Matcher::find)
                .mapToDouble(found ->
                        Double.parseDouble(found.group(1)) / (found.group(2).equals("K") ? 1024 : 1))
                .sum();
    }
}
