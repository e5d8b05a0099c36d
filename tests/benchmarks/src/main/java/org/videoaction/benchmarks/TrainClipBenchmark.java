package org.videoaction.benchmarks;

import java.io.IOException;
import java.util.List;
import org.videoaction.data.video.Resize;

/** A training clip beside the whole video that it is taken from. */
final class TrainClipBenchmark implements Benchmark {

    @Override
    public void run(Setting setting) throws IOException {
        Contender everything = Readings.everything(Resize.FAST);
        Contender clip = Readings.trainingClip();
        Comparison comparison =
            new Comparison(BenchmarkVideo.all(setting.videos()), List.of(everything, clip));
        comparison.print();
        comparison.printRatios("train-clip", clip.name(), everything.name());
    }
}
