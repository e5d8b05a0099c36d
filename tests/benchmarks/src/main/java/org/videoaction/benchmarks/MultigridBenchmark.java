package org.videoaction.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
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

/** Multigrid training beside training on whole clips for the same number of epochs, decoding included. */
final class MultigridBenchmark implements Benchmark {

    private static final int EPOCHS = 64;
    private static final List<Integer> FALLS = List.of(44);
    private static final int BATCH = 8;
    private static final double RATE = 0.03;
    private static final int WARM_UP = 4;
    private static final Architecture NETWORK = SlowFast.plain(50, 4, 4, 8, Lateral.convolution(5, true), FrameRule.STRIDE,
        0, 6);

    @Override
    public void run(Setting setting) throws IOException {
        MotionTraining training = new MotionTraining(
            MotionTraining.videos(setting.videos().resolve("small-motion"), new MotionVideos(60, 20, 72, 40, 1)), 16, 2);
        Multigrid multigrid = Multigrid.longAndShort(FALLS, EPOCHS, 1);
        System.out.printf(Locale.ROOT, "%-20s%12s%12s%12s%n", EPOCHS + " epochs", "CPU seconds", "train loss", "test top-1");
        MotionTraining.Outcome faster = print("multigrid",
            training.train(NETWORK, EPOCHS, BATCH, schedule(multigrid.decay()), multigrid));
        Decay steps = new StepDecay(FALLS.stream().map(Integer::doubleValue).toList(), 0.1);
        MotionTraining.Outcome baseline = print("whole clips",
            training.train(NETWORK, EPOCHS, BATCH, schedule(steps), Multigrid.NONE));
        System.out.printf(Locale.ROOT, "multigrid points %.1f%n", 100 * (faster.accuracy() - baseline.accuracy()));
        System.out.printf(Locale.ROOT, "multigrid ratio %.2f%n", faster.cpuSeconds() / baseline.cpuSeconds());
    }

    private static Schedule schedule(Decay decay) {
        return new PySlowFastSchedule(RATE, RATE / 10, WARM_UP, decay);
    }

    private static MotionTraining.Outcome print(String name, MotionTraining.Outcome outcome) {
        System.out.printf(Locale.ROOT, "%-20s%12.0f%12.3f%12.3f%n", name, outcome.cpuSeconds(), outcome.loss(),
            outcome.accuracy());
        return outcome;
    }
}
