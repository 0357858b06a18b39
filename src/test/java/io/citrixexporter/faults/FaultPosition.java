package io.citrixexporter.faults;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which machines of a list fail. */
public enum FaultPosition {
    FIRST_3("first-3", 3, false),
    SPREAD_3("spread-3", 3, true),
    SPREAD_33("spread-33", 33, true);

    private final String text;
    private final int percent;
    private final boolean spread;

    FaultPosition(String text, int percent, boolean spread) {
        this.text = text;
        this.percent = percent;
        this.spread = spread;
    }

    String text() {
        return text;
    }

    /** The numbers of the failing machines, from 0. */
    public Set<Integer> of(int machines) {
        int failing = Math.max(1, Math.round(machines * percent / 100f));
        return IntStream.range(0, failing)
                .map(i -> spread ? i * machines / failing : i)
                .boxed()
                .collect(Collectors.toSet());
    }
}
