package org.videoaction.benchmarks;

import java.io.IOException;
import java.util.List;
import org.videoaction.data.video.Resize;

/** Thirty test views beside one pass over the whole video. */
final class ViewsBenchmark implements Benchmark {

    @Override
    public void run(Setting setting) throws IOException {
        Contender everything = Readings.everything(Resize.FAST);
        Contender views = Readings.thirtyViews();
        Comparison comparison =
            new Comparison(BenchmarkVideo.all(setting.videos()), List.of(everything, views));
        comparison.print();
        comparison.printRatios("views", views.name(), everything.name());
    }
}
