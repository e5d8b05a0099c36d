package org.videoaction.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.SplittableRandom;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.ViewReader;

/** Our reader of clips, in this warm process; the mean of several draws where clips are drawn. */
record ClipReader(String name, ViewReader reader, int draws) implements Contender<BenchmarkVideo> {

    ClipReader(String name, ClipSampling sampling, int draws) {
        this(name, new ViewReader(sampling, VideoLimits.DEFAULT, Resize.FAST), draws);
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public double cpuSeconds(BenchmarkVideo video) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int draw = 0; draw < draws; draw++) {
            int seed = draw;
            reader.recycle(reader.read(video.file(), () -> new SplittableRandom(seed)));
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1e9 / draws;
    }
}
