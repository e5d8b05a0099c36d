package org.videoaction.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import org.videoaction.data.video.FrameReader;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;

/** Our reader of every frame, in this warm process. */
record EveryFrame(Resize resize) implements Contender<BenchmarkVideo> {

    @Override
    public String name() {
        return "every frame, " + resize.name().toLowerCase(Locale.ROOT) + " resize";
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public double cpuSeconds(BenchmarkVideo video) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        new FrameReader(VideoLimits.DEFAULT, resize)
            .read(video.file(), BenchmarkVideo.SHORT_SIDE, (frame, index) -> {});
        return (threads.getCurrentThreadCpuTime() - start) / 1e9;
    }
}
