package org.videoaction.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs one benchmark by its name. */
public final class Main {

    private static final Map<String, Benchmark> BENCHMARKS = new TreeMap<>(Map.ofEntries(
        Map.entry("clip-table", new ClipTableBenchmark()),
        Map.entry("cores", new CoresBenchmark()),
        Map.entry("decode", new DecodeBenchmark()),
        Map.entry("forward-csn", new ForwardBenchmark("forward-csn", NetworkWork.CSN_VIEW)),
        Map.entry("forward-slowfast", new ForwardBenchmark("forward-slowfast", NetworkWork.SLOWFAST_VIEW)),
        Map.entry("forward-x3d", new ForwardBenchmark("forward-x3d", NetworkWork.X3D_VIEW)),
        Map.entry("gpu", new GpuBenchmark()),
        Map.entry("load", new LoadBenchmark()),
        Map.entry("multigrid", new MultigridBenchmark()),
        Map.entry("pathways", new PathwaysBenchmark()),
        Map.entry("scale", new ScaleBenchmark()),
        Map.entry("score", new ScoreBenchmark()),
        Map.entry("train-clip", new TrainClipBenchmark()),
        Map.entry("train-csn", new TrainBenchmark("train-csn", NetworkWork.CSN_BATCH)),
        Map.entry("train-slowfast", new TrainBenchmark("train-slowfast", NetworkWork.SLOWFAST_BATCH)),
        Map.entry("train-x3d", new TrainBenchmark("train-x3d", NetworkWork.X3D_BATCH)),
        Map.entry("views", new ViewsBenchmark())));

    private Main() {
    }

    /**
     * Prints a table and, last, the figures.
     *
     * @param args the project's folder, the benchmark's name and its options
     */
    public static void main(String[] args) throws IOException {
        if (args.length < 2 || !BENCHMARKS.containsKey(args[1])) {
            System.err.println("usage: ./run bench NAME [OPTIONS], where NAME is one of " + BENCHMARKS.keySet());
            System.exit(2);
        }
        Path benchmarks = Path.of(args[0], "tests", "benchmarks");
        Machine machine = Machine.here();
        System.out.println(machine);
        BENCHMARKS.get(args[1]).run(new Setting(machine, benchmarks.resolve("target/videos"), benchmarks.resolve("peers"),
            Path.of(System.getenv().getOrDefault("VIDEOS", Path.of(args[0], "..", "shared", "videos").toString())),
            List.of(args).subList(2, args.length)));
    }
}
