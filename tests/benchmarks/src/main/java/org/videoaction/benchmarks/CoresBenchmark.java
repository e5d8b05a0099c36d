package org.videoaction.benchmarks;

import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Scoring with two threads beside one, in this process and in turn. Seconds are those on the wall. */
final class CoresBenchmark implements Benchmark {

    private static final int[] THREADS = {1, 2};
    private static final int ROUNDS = 7;
    private static final List<NetworkWork> WORKS = List.of(NetworkWork.SLOWFAST_VIEW,
        NetworkWork.SLOWFAST_VIEW.batch(8, 112),
        NetworkWork.CSN_VIEW, NetworkWork.X3D_VIEW.batch(8, 160));

    @Override
    public void run(Setting setting) {
        System.out.printf(Locale.ROOT, "%-30s%12s%12s%n", "ms on the wall, median of " + ROUNDS, "one thread",
            "two threads");
        for (NetworkWork work : WORKS) {
            try (NetworkScoring network = NetworkScoring.inFloats(work)) {
                double[] seconds = medians(network, work);
                System.out.printf(Locale.ROOT, "%-30s%12.0f%12.0f%n", work.name() + " " + Arrays.toString(work.shape()),
                    1000 * seconds[0], 1000 * seconds[1]);
                System.out.printf(Locale.ROOT, "cores-%s-%d ratio %.2f%n", work.name(), work.batch(),
                    seconds[0] / seconds[1]);
            }
        }
    }

    /** With each number of threads, after one round that warms up. */
    private static double[] medians(NetworkScoring network, NetworkWork work) {
        double[][] seconds = new double[THREADS.length][ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            for (int t = 0; t < THREADS.length; t++) {
                JniUtils.setNumThreads(THREADS[t]);
                double taken = onTheWall(network, work);
                if (round >= 0) {
                    seconds[t][round] = taken;
                }
            }
        }
        return Arrays.stream(seconds).mapToDouble(all -> Arrays.stream(all).sorted().toArray()[ROUNDS / 2]).toArray();
    }

    private static double onTheWall(NetworkScoring network, NetworkWork work) {
        long start = System.nanoTime();
        network.scoring().score(network.clips(), work.shape());
        return (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
    }
}
