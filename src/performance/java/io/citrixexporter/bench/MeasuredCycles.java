package io.citrixexporter.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** MeasuredCycles that were measured one after the other. */
record MeasuredCycles(List<CycleReading> readings) {
    Distribution seconds() {
        return new Distribution(readings.stream().map(CycleReading::seconds).toList());
    }

    int count() {
        return readings.size();
    }

    /** CPU seconds per second while nothing is polled; without the scrape after a cycle. */
    double idleCpuPerSecond() {
        double idle = sum(CycleReading::idle);
        return idle == 0 ? 0 : sum(CycleReading::idleCpu) / idle;
    }

    /** CPU seconds per cycle, without the idle usage of the exporter. */
    double cpuPerCycle() {
        return mean(CycleReading::cpu) - idleCpuPerSecond() * mean(CycleReading::window);
    }

    /** Total CPU seconds per second, with one scrape per cycle. */
    double cpuPerSecond() {
        double time = sum(CycleReading::window) + sum(CycleReading::idle) + sum(CycleReading::scrape);
        double cpu = sum(CycleReading::cpu) + sum(CycleReading::idleCpu) + sum(CycleReading::scrapeCpu);
        return time == 0 ? 0 : cpu / time;
    }

    double mean(ToDoubleFunction<CycleReading> value) {
        return readings.isEmpty() ? 0 : sum(value) / readings.size();
    }

    double sum(ToDoubleFunction<CycleReading> value) {
        return readings.stream().mapToDouble(value).sum();
    }
}
