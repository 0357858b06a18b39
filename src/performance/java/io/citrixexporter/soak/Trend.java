package io.citrixexporter.soak;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The trend of a value of the process after the warm-up, which is the first third, at most five minutes. */
final class Trend {
    private static final Duration MAX_WARM_UP = Duration.ofMinutes(5);
    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final double[] hours;
    private final double[] values;

    Trend(List<Footprint.Reading> readings, Duration length, ToDoubleFunction<Footprint.Reading> value) {
        Duration third = length.dividedBy(3);
        Duration warmUp = third.compareTo(MAX_WARM_UP) < 0 ? third : MAX_WARM_UP;
        List<Footprint.Reading> warm = readings.stream()
                .filter(reading -> reading.at().compareTo(warmUp) >= 0)
                .filter(reading -> Double.isFinite(value.applyAsDouble(reading)))
                .toList();
        hours = warm.stream()
                .mapToDouble(reading -> reading.at().toMillis() / MILLIS_PER_HOUR)
                .toArray();
        values = warm.stream().mapToDouble(value).toArray();
    }

    double least() {
        return Arrays.stream(values).min().orElse(0);
    }

    double most() {
        return Arrays.stream(values).max().orElse(0);
    }

    /** The slope per hour by least squares. */
    double slopePerHour() {
        double meanHour = Arrays.stream(hours).average().orElse(0);
        double meanValue = Arrays.stream(values).average().orElse(0);
        double above = 0;
        double below = 0;
        for (int i = 0; i < values.length; i++) {
            above += (hours[i] - meanHour) * (values[i] - meanValue);
            below += (hours[i] - meanHour) * (hours[i] - meanHour);
        }
        return below == 0 ? 0 : above / below;
    }

    /** The median of the last quarter over that of the first one. */
    double growth() {
        return quarter(3, 0.5) - quarter(0, 0.5);
    }

    /** The same for the minimum values: the heap after a garbage collection. */
    double growthOfTheFloor() {
        return quarter(3, 0) - quarter(0, 0);
    }

    private double quarter(int number, double rank) {
        double[] part = Arrays.copyOfRange(values, values.length * number / 4, values.length * (number + 1) / 4);
        Arrays.sort(part);
        return part.length == 0 ? 0 : part[(int) (part.length * rank)];
    }
}
