package org.videoaction.benchmarks;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.Java2DFrameConverter;

/**
 * JavaCV's grabber and its converter to a BufferedImage.
 *
 * @param sized whether the grabber is told the size; else the image is drawn to that size
 */
record GrabberReader(boolean sized) implements Contender<BenchmarkVideo> {

    @Override
    public String name() {
        return sized ? "JavaCV grabber told the size + converter" : "JavaCV grabber + converter + drawImage";
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
            if (sized) {
                grabber.setImageWidth(video.scaledWidth());
                grabber.setImageHeight(BenchmarkVideo.SHORT_SIDE);
            }
            grabber.start();
            for (Frame frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
                BufferedImage image = converter.convert(frame);
                if (!sized) {
                    draw(image, video.scaledWidth(), BenchmarkVideo.SHORT_SIDE);
                }
            }
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1e9;
    }

    private static void draw(BufferedImage image, int width, int height) {
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D canvas = scaled.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        canvas.drawImage(image, 0, 0, width, height, null);
        canvas.dispose();
    }
}
