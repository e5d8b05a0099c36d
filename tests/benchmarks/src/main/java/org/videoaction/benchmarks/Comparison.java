package org.videoaction.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Median CPU seconds of several contenders, measured in turn so that all see the same machine. */
final class Comparison {

    private static final int ROUNDS = 5;

    private final Map<String, double[]> medians = new LinkedHashMap<>();
    private final List<BenchmarkVideo> videos;

    /** Measures after one round that warms up; an absent contender has no numbers. */
    Comparison(List<BenchmarkVideo> videos, List<Contender> contenders) throws IOException {
        this.videos = videos;
        List<Contender> present = contenders.stream().filter(Contender::present).toList();
        contenders.forEach(contender -> medians.put(contender.name(), absent(videos.size())));
        for (int v = 0; v < videos.size(); v++) {
            double[][] seconds = new double[present.size()][ROUNDS];
            for (int round = -1; round < ROUNDS; round++) {
                for (int c = 0; c < present.size(); c++) {
                    double taken = present.get(c).cpuSeconds(videos.get(v));
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

    /** Prints the CPU milliseconds of each contender for each video. */
    void print() {
        System.out.printf("%-44s", "CPU ms for " + BenchmarkVideo.FRAMES + " frames, median of " + ROUNDS);
        videos.forEach(video -> System.out.printf("%10s", video.name()));
        System.out.println();
        medians.forEach((name, seconds) -> {
            System.out.printf("%-44s", name);
            Arrays.stream(seconds).forEach(s ->
                System.out.print(Double.isNaN(s) ? "         -" : String.format(Locale.ROOT, "%10.0f", s * 1000)));
            System.out.println();
        });
    }

    /** Prints a line a video: how many times as long the first contender takes as the second. */
    void printRatios(String figure, String ours, String theirs) {
        for (int v = 0; v < videos.size(); v++) {
            double ratio = medians.get(ours)[v] / medians.get(theirs)[v];
            String line = figure + "-" + videos.get(v).name() + " ratio ";
            System.out.println(line + (Double.isNaN(ratio)
                ? "not measured: " + theirs + " is not installed" : String.format(Locale.ROOT, "%.2f", ratio)));
        }
    }
}
