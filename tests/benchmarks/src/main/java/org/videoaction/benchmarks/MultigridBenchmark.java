package org.videoaction.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.training.Decay;
import org.videoaction.model.training.Multigrid;
import org.videoaction.model.training.PySlowFastSchedule;
import org.videoaction.model.training.Schedule;
import org.videoaction.model.training.StepDecay;

/**
 * Multigrid training beside training on whole clips for the same number of epochs, decoding included: batches of 8 and of
 * 4, three seeds each. The videos are not those by which the settings were once looked for (those of seed 1), and the rate
 * follows the batch linearly.
 */
final class MultigridBenchmark implements Benchmark {

    private static final int EPOCHS = 64;
    private static final List<Integer> FALLS = List.of(44);
    private static final List<Integer> BATCHES = List.of(8, 4);
    private static final List<Integer> SEEDS = List.of(1, 2, 3);
    private static final double RATE_OF_EIGHT = 0.03;
    private static final int WARM_UP = 4;
    private static final MotionVideos VIDEOS = new MotionVideos(60, 60, 72, 40, 20);
    private static final Architecture NETWORK = SlowFast.plain(50, 4, 4, 8, Lateral.convolution(5, true), FrameRule.STRIDE,
        0, 6);

    @Override
    public void run(Setting setting) throws IOException {
        Path videos = MotionTraining.videos(setting.videos().resolve("small-motion-20"), VIDEOS);
        System.out.printf(Locale.ROOT, "%-28s%12s%12s%12s%n", EPOCHS + " epochs", "CPU seconds", "train loss", "test top-1");
        List<String> options = setting.options();
        // --batch N
        for (int batch : options.size() == 2 ? List.of(Integer.parseInt(options.get(1))) : BATCHES) {
            compare(videos, batch);
        }
    }

    private static void compare(Path videos, int batch) throws IOException {
        Multigrid multigrid = Multigrid.longAndShort(FALLS, EPOCHS, 1);
        Decay steps = new StepDecay(FALLS.stream().map(Integer::doubleValue).toList(), 0.1);
        List<MotionTraining.Outcome> faster = new ArrayList<>();
        List<MotionTraining.Outcome> whole = new ArrayList<>();
        for (int seed : SEEDS) {
            MotionTraining training = new MotionTraining(videos, 16, 2, seed);
            faster.add(print("multigrid", batch, seed,
                training.train(NETWORK, EPOCHS, batch, schedule(batch, multigrid.decay()), multigrid)));
            whole.add(print("whole clips", batch, seed,
                training.train(NETWORK, EPOCHS, batch, schedule(batch, steps), Multigrid.NONE)));
        }
        System.out.printf(Locale.ROOT, "multigrid batch %d points %.1f%n", batch,
            100 * (mean(faster, MotionTraining.Outcome::accuracy) - mean(whole, MotionTraining.Outcome::accuracy)));
        System.out.printf(Locale.ROOT, "multigrid batch %d ratio %.2f%n", batch,
            mean(faster, MotionTraining.Outcome::cpuSeconds) / mean(whole, MotionTraining.Outcome::cpuSeconds));
    }

    private static Schedule schedule(int batch, Decay decay) {
        double rate = RATE_OF_EIGHT * batch / 8;
        return new PySlowFastSchedule(rate, rate / 10, WARM_UP, decay);
    }

    private static double mean(List<MotionTraining.Outcome> outcomes, ToDoubleFunction<MotionTraining.Outcome> of) {
        return outcomes.stream().mapToDouble(of).average().orElseThrow();
    }

    private static MotionTraining.Outcome print(String name, int batch, int seed, MotionTraining.Outcome outcome) {
        System.out.printf(Locale.ROOT, "%-28s%12.0f%12.3f%12.3f%n", name + ", batch " + batch + ", seed " + seed,
            outcome.cpuSeconds(), outcome.loss(), outcome.accuracy());
        return outcome;
    }
}
