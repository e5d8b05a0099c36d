package org.videoaction.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.Java2DFrameConverter;

/** JavaCV's grabber, which scales each frame itself, and its converter to a BufferedImage. */
record GrabberReader() implements Contender {

    @Override
    public String name() {
        return "JavaCV grabber with size + converter";
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public double cpuSeconds(BenchmarkVideo video) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(video.file().toFile());
            Java2DFrameConverter converter = new Java2DFrameConverter()) {
            grabber.setVideoOption("threads", "1");
            grabber.setImageWidth(video.scaledWidth());
            grabber.setImageHeight(BenchmarkVideo.SHORT_SIDE);
            grabber.start();
            for (Frame frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
                converter.convert(frame);
            }
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1e9;
    }
}
