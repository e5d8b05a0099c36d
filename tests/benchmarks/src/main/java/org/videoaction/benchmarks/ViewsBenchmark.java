package org.videoaction.benchmarks;

import java.io.IOException;
import java.util.List;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.SpatialSampling.Place;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;

/** Thirty test views beside one pass over the whole video. */
final class ViewsBenchmark implements Benchmark {

    @Override
    public void run(Setting setting) throws IOException {
        Contender<BenchmarkVideo> everything = new EveryFrame(Resize.FAST);
        Contender<BenchmarkVideo> views = new ClipReader("10 x 3 views of 32 x 2, 256 pixels", new ClipSampling(
            new UniformClips(32, 2, 10), new SpatialSampling(256, 256, 256, Place.THREE, false)), 1);
        Comparison<BenchmarkVideo> comparison = new Comparison<>("CPU ms for " + BenchmarkVideo.FRAMES + " frames",
            BenchmarkVideo.all(setting.videos()), List.of(everything, views));
        comparison.print();
        comparison.printRatios("views", views.name(), everything.name());
    }
}
