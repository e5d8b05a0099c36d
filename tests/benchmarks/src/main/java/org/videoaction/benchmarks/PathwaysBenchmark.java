package org.videoaction.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.NonLocal;
import org.videoaction.model.network.Pathway;
import org.videoaction.model.network.SinglePathway;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.training.CosineDecay;
import org.videoaction.model.training.Multigrid;
import org.videoaction.model.training.PySlowFastSchedule;

/**
 * SlowFast beside its Slow pathway alone on motions that every eighth frame, all that the Slow pathway sees, hardly tells
 * apart: left and right, up and down. Slow-only can get little more than four of six.
 */
final class PathwaysBenchmark implements Benchmark {

    private static final int EPOCHS = 14;
    private static final int BATCH = 8;
    private static final double RATE = 0.05;
    private static final int WARM_UP = 2;
    private static final int WIDTH = 8;
    private static final int CLASSES = 6;
    private static final int ALPHA = 4;
    private static final int FRAMES = 16;
    private static final int STRIDE = 2;
    private static final int SEED = 1;

    @Override
    public void run(Setting setting) throws IOException {
        Path videos = MotionTraining.videos(setting.videos().resolve("fast-motion"), MotionVideos.fast(80, 20, 1));
        System.out.printf(Locale.ROOT, "%-40s%12s%12s%12s%n", EPOCHS + " epochs", "CPU seconds", "train loss", "test top-1");
        print("Slow-only, 4 frames, every eighth", new MotionTraining(videos, FRAMES / ALPHA, STRIDE * ALPHA, SEED),
            new SinglePathway(Pathway.Kind.SLOW, Pathway.of(50), WIDTH, NonLocal.NONE, Head.AVERAGE, 0, CLASSES));
        print("SlowFast, and 16 frames, every second", new MotionTraining(videos, FRAMES, STRIDE, SEED),
            SlowFast.plain(50, ALPHA, 2, WIDTH, Lateral.convolution(5, true), FrameRule.STRIDE, 0, CLASSES));
    }

    private static void print(String name, MotionTraining training, Architecture network) throws IOException {
        MotionTraining.Outcome outcome = training.train(network, EPOCHS, BATCH,
            new PySlowFastSchedule(RATE, RATE / 10, WARM_UP, new CosineDecay(EPOCHS)), Multigrid.NONE);
        System.out.printf(Locale.ROOT, "%-40s%12.0f%12.3f%12.3f%n", name, outcome.cpuSeconds(), outcome.loss(),
            outcome.accuracy());
    }
}
