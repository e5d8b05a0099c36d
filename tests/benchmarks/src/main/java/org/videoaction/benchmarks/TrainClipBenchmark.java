package org.videoaction.benchmarks;

import java.io.IOException;
import java.util.List;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.SpatialSampling.Place;
import org.videoaction.data.video.Resize;

/** A training clip, the mean of several places, beside the whole video that it is taken from. */
final class TrainClipBenchmark implements Benchmark {

    private static final int DRAWS = 8;

    @Override
    public void run(Setting setting) throws IOException {
        Contender<BenchmarkVideo> everything = new EveryFrame(Resize.FAST);
        Contender<BenchmarkVideo> clip = new ClipReader("training clip 32 x 2, short side 256-320", new ClipSampling(
            new RandomClips(32, 2, 1), new SpatialSampling(256, 320, 224, Place.RANDOM, true)), DRAWS);
        Comparison<BenchmarkVideo> comparison = new Comparison<>("CPU ms for " + BenchmarkVideo.FRAMES + " frames",
            BenchmarkVideo.all(setting.videos()), List.of(everything, clip));
        comparison.print();
        comparison.printRatios("train-clip", clip.name(), everything.name());
    }
}
