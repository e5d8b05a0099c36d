package org.videoaction.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Median CPU seconds of several contenders, measured in turn so that all see the same machine. */
final class Comparison<W extends Workload> {

    private static final int ROUNDS = 5;

    private final Map<String, double[]> medians = new LinkedHashMap<>();
    private final String unit;
    private final List<W> works;

    /**
     * Measures after one round that warms up; an absent contender has no numbers.
     *
     * @param unit what the numbers are
     */
    Comparison(String unit, List<W> works, List<Contender<W>> contenders) throws IOException {
        this.unit = unit;
        this.works = works;
        List<Contender<W>> present = contenders.stream().filter(Contender::present).toList();
        contenders.forEach(contender -> medians.put(contender.name(), absent(works.size())));
        for (int v = 0; v < works.size(); v++) {
            double[][] seconds = new double[present.size()][ROUNDS];
            for (int round = -1; round < ROUNDS; round++) {
                for (int c = 0; c < present.size(); c++) {
                    double taken = present.get(c).cpuSeconds(works.get(v));
                    if (round >= 0) {
                        seconds[c][round] = taken;
                    }
                }
            }
            for (int c = 0; c < present.size(); c++) {
                Arrays.sort(seconds[c]);
                medians.get(present.get(c).name())[v] = seconds[c][ROUNDS / 2];
            }
        }
    }

    private static double[] absent(int length) {
        double[] numbers = new double[length];
        Arrays.fill(numbers, Double.NaN);
        return numbers;
    }

    /** The CPU seconds of a contender for the first piece of work. */
    double seconds(String name) {
        return medians.get(name)[0];
    }

    /** Prints the CPU milliseconds of each contender for each piece of work. */
    void print() {
        System.out.printf(Locale.ROOT, "%-44s", unit + ", median of " + ROUNDS);
        works.forEach(work -> System.out.printf(Locale.ROOT, "%10s", work.name()));
        System.out.println();
        medians.forEach((name, seconds) -> {
            System.out.printf(Locale.ROOT, "%-44s", name);
            Arrays.stream(seconds).forEach(
                s -> System.out.print(Double.isNaN(s) ? "         -" : String.format(Locale.ROOT, "%10.0f", s * 1000)));
            System.out.println();
        });
    }

    /** Prints a line a piece of work: how many times as long the first contender takes as the second. */
    void printRatios(String figure, String ours, String theirs) {
        for (int v = 0; v < works.size(); v++) {
            double ratio = medians.get(ours)[v] / medians.get(theirs)[v];
            String line = figure + (works.size() == 1 ? "" : "-" + works.get(v).name()) + " ratio ";
            System.out.println(line + (Double.isNaN(ratio)
                ? "not measured: " + theirs + " is not installed" : String.format(Locale.ROOT, "%.2f", ratio)));
        }
    }
}
