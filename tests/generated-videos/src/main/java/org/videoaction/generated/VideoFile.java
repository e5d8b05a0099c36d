package org.videoaction.generated;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import java.util.function.ObjIntConsumer;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/** Writes drawn frames to an H.264 file. */
public final class VideoFile {

    private static final double MILLISECONDS = 1000;
    private static final double MICROSECONDS = 1e6;
    private static final double MOST_FPS = 60;

    static {
        avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    }

    private VideoFile() {
    }

    /**
     * Writes a video whose frames are drawn one after the other.
     *
     * @param painter draws frame number i
     */
    public static void write(Path file, int width, int height, int frames, double fps,
        ObjIntConsumer<Graphics2D> painter) throws IOException {
        write(file, width, height, frames, fps, IntUnaryOperator.identity(), painter);
    }

    /**
     * Writes a video of a varying rate.
     *
     * @param milliseconds when each frame is shown; the last one for a millisecond
     */
    public static void write(Path file, int width, int height, int[] milliseconds, ObjIntConsumer<Graphics2D> painter)
        throws IOException {
        write(file, width, height, milliseconds.length, MILLISECONDS, frame -> milliseconds[frame], painter);
    }

    private static void write(Path file, int width, int height, int frames, double clock, IntUnaryOperator times,
        ObjIntConsumer<Graphics2D> painter) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), width, height);
            Frame frame = new Frame(width, height, Frame.DEPTH_UBYTE, 3)) {
            recorder.setFormat("mp4");
            recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
            recorder.setVideoCodecName("libopenh264");
            recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
            recorder.setFrameRate(clock);
            recorder.setVideoBitrate(width * height * 12);
            recorder.setGopSize((int) Math.round(Math.min(clock, MOST_FPS)));
            recorder.start();
            for (int i = 0; i < frames; i++) {
                Graphics2D canvas = image.createGraphics();
                painter.accept(canvas, i);
                canvas.dispose();
                copy(pixels, width, height, frame);
                recorder.setTimestamp(Math.round(times.applyAsInt(i) / clock * MICROSECONDS));
                recorder.record(frame, avutil.AV_PIX_FMT_BGR24);
            }
            recorder.stop();
        }
    }

    private static void copy(byte[] pixels, int width, int height, Frame frame) {
        ByteBuffer target = (ByteBuffer) frame.image[0];
        for (int row = 0; row < height; row++) {
            target.put(row * frame.imageStride, pixels, row * width * 3, width * 3);
        }
    }
}
