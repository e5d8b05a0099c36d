package org.videoaction.data.annotation;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.videoaction.data.FileProblem;
import org.videoaction.data.Pace;
import org.videoaction.data.Progress;
import org.videoaction.data.WholeFile;
import org.videoaction.data.video.FrameReader;
import org.videoaction.data.video.PlanarFrame;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoProbe;
import org.videoaction.data.video.VideoReport;

/**
 * Writes videos with marks drawn in, as H.264 in MP4: upright, of the size shown, with square pixels, without sound. Every frame
 * is shown when it was, to a millisecond where they come at no steady rate. A side of an odd number of pixels gets one more,
 * which H.264 needs.
 */
public final class VideoAnnotator {

    /** The one H.264 encoder of FFmpeg's LGPL build. */
    private static final String ENCODER = "libopenh264";
    private static final double BITS_PER_PIXEL = 0.25;
    private static final double USUAL_FPS = 25;
    /** What frames at no steady rate are counted in. */
    private static final double MILLISECONDS = 1000;
    /** The encoder shares its bits among so many frames a second at most. */
    private static final double MOST_FPS = 60;
    private static final double MICROSECONDS = 1e6;

    private final VideoLimits limits;

    public VideoAnnotator(VideoLimits limits) {
        this.limits = limits;
    }

    /**
     * Writes a video with its marks. The file appears when it is whole and on the disk: it was read again.
     *
     * @param target an mp4 file in a folder that exists, which is replaced
     * @return how many frames were written; the last one twice where it is shown longer than its file can say
     * @throws VideoException when the video cannot be read, or its frames not be written as H.264
     * @throws IOException when the folder takes no file, or is full
     * @throws CancellationException when {@code progress} says so
     */
    public int annotate(Path video, List<Mark> marks, Path target, Progress progress) throws IOException {
        return annotate(video, FramePainter.NONE, marks, target, progress);
    }

    /** As {@link #annotate(Path, List, Path, Progress)}, with something painted below the marks. */
    public int annotate(Path video, FramePainter painter, List<Mark> marks, Path target, Progress progress)
        throws IOException {
        VideoReport report = new VideoProbe(limits).scan(video);
        if (report.status() == VideoReport.Status.FAILED) {
            throw new VideoException(video, report.reason());
        }
        int[] frames = {0};
        try {
            WholeFile.produce(target, unfinished -> {
                frames[0] = write(video, report, painter, marks, unfinished, progress);
                readAgain(video, unfinished, frames[0]);
            });
            return frames[0];
        } catch (FileSystemException e) {
            throw FileProblem.writing(target, e);
        } catch (IOException e) {
            throw e.getCause() instanceof VideoException broken ? broken : e;
        }
    }

    private int write(Path video, VideoReport report, FramePainter painter, List<Mark> marks, Path target,
        Progress progress) throws IOException {
        Pace pace = new Pace("frames", report.info().frames());
        try (VideoSink sink = new VideoSink(target);
            Writing writing = new Writing(video, sink, report, painter, marks)) {
            new FrameReader(limits, Resize.FAST).read(video, (frame, index, seconds) -> {
                progress.report(pace.fraction(index), pace.message(index));
                writing.write(frame, index, seconds);
            });
            writing.finish();
            return writing.frames;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void readAgain(Path video, Path written, int frames) throws VideoException {
        VideoReport report = new VideoProbe(limits).scan(written);
        if (report.status() != VideoReport.Status.OK || report.info().frames() != frames) {
            throw new VideoException(video, "could not be written: the new file "
                + (report.reason() == null ? "has " + report.info().frames() + " of " + frames + " frames"
                    : report.reason()));
        }
    }

    /** A file that is being written; its size is that of the first frame. */
    private static final class Writing implements AutoCloseable {

        private final Path video;
        private final VideoSink sink;
        private final double fps;
        /** What the numbers of frames count in: as many a second. */
        private final double clock;
        private final double end;
        private final FramePainter painter;
        private final List<Mark> marks;
        private FFmpegFrameRecorder recorder;
        private BufferedImage image;
        private Frame buffer;
        private int last = -1;
        private int frames;

        Writing(Path video, VideoSink sink, VideoReport report, FramePainter painter, List<Mark> marks) {
            boolean varying = report.times() != null && !report.times().areSteady();
            this.video = video;
            this.sink = sink;
            this.fps = report.info().fps() > 0 ? report.info().fps() : USUAL_FPS;
            this.clock = varying ? MILLISECONDS : fps;
            this.end = varying ? report.times().seconds() : 0;
            this.painter = painter;
            this.marks = marks;
        }

        void write(PlanarFrame frame, int index, double seconds) {
            try {
                if (recorder == null) {
                    start(even(frame.size().width()), even(frame.size().height()));
                }
                double shown = Double.isNaN(seconds) ? index / fps : seconds;
                copy(frame);
                painter.paint(image, frame.size(), shown);
                Overlay.draw(image, marks.stream().filter(mark -> mark.isShownAt(shown)).toList());
                record((int) Math.max(last + 1, Math.round(shown * clock)));
                sink.check();
            } catch (IOException e) {
                throw new UncheckedIOException(cause(e));
            }
        }

        /** Where the file takes everything, the encoder does not take the frames. */
        private IOException cause(IOException problem) {
            try {
                sink.check();
                return problem instanceof FFmpegFrameRecorder.Exception
                    ? new VideoException(video, "has frames of " + recorder.getImageWidth() + " x "
                        + recorder.getImageHeight() + " pixels that cannot be written as H.264")
                    : problem;
            } catch (IOException e) {
                return e;
            }
        }

        private static int even(int pixels) {
            return pixels + pixels % 2;
        }

        private void start(int width, int height) throws IOException {
            if (avcodec.avcodec_find_encoder_by_name(ENCODER) == null) {
                throw new IOException("This build of FFmpeg has no encoder " + ENCODER + " for H.264.");
            }
            recorder = new FFmpegFrameRecorder(sink, width, height);
            recorder.setCloseOutputStream(false);
            recorder.setFormat("mp4");
            recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
            recorder.setVideoCodecName(ENCODER);
            recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
            recorder.setFrameRate(clock);
            recorder.setVideoBitrate(
                (int) Math.min(Integer.MAX_VALUE, width * height * Math.min(clock, MOST_FPS) * BITS_PER_PIXEL));
            recorder.setGopSize((int) Math.max(1, Math.round(fps)));
            recorder.start();
            image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
            buffer = new Frame(width, height, Frame.DEPTH_UBYTE, PlanarFrame.CHANNELS);
        }

        /** Red, green and blue planes as blue, green, red pixels; an odd edge is repeated. */
        private void copy(PlanarFrame frame) {
            byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
            int right = Math.min(image.getWidth(), frame.size().width()) - 1;
            int bottom = Math.min(image.getHeight(), frame.size().height()) - 1;
            int place = 0;
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    for (int channel = PlanarFrame.CHANNELS - 1; channel >= 0; channel--) {
                        pixels[place++] = (byte) frame.pixel(channel, Math.min(x, right), Math.min(y, bottom));
                    }
                }
            }
        }

        private void record(int number) throws IOException {
            byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
            int row = image.getWidth() * PlanarFrame.CHANNELS;
            ByteBuffer rows = (ByteBuffer) buffer.image[0];
            for (int y = 0; y < image.getHeight(); y++) {
                rows.put(y * buffer.imageStride, pixels, y * row, row);
            }
            recorder.setTimestamp(Math.round(number / clock * MICROSECONDS));
            recorder.record(buffer, avutil.AV_PIX_FMT_BGR24);
            last = number;
            frames++;
        }

        /** The recorder shows the last frame for a tick alone, so that one shown longer comes again in its last one. */
        void finish() throws IOException {
            try {
                int lastTick = (int) Math.round(end * clock) - 1;
                if (lastTick > last) {
                    record(lastTick);
                }
                recorder.stop();
            } catch (FFmpegFrameRecorder.Exception e) {
                throw cause(e);
            }
            sink.check();
        }

        @Override
        public void close() throws IOException {
            if (buffer != null) {
                buffer.close();
            }
            if (recorder != null) {
                recorder.close();
            }
        }
    }
}
