package org.videoaction.data.video;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.ObjIntConsumer;
import java.util.function.UnaryOperator;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.videoaction.data.sampling.FrameSize;

/** Reads every frame of a video. */
public final class FrameReader {

    private final VideoLimits limits;
    private final Resize resize;

    public FrameReader(VideoLimits limits, Resize resize) {
        this.limits = limits;
        this.resize = resize;
    }

    /**
     * Decodes a video from its first to its last frame.
     *
     * @param shortSide the pixels of a frame's shorter side; the sides keep the first frame's ratio
     * @param consumer is given each upright frame, which is valid until it returns, and its number from 0
     * @return how many frames there are
     * @throws VideoException when no frame can be decoded
     * @throws CancellationException when the thread was interrupted
     */
    public int read(Path video, int shortSide, ObjIntConsumer<PlanarFrame> consumer) throws VideoException {
        return read(video, size -> size.withShortSide(shortSide), (frame, index, seconds) -> consumer.accept(frame, index));
    }

    /** Takes the frames of a video. */
    @FunctionalInterface
    public interface Sink {

        /**
         * @param frame upright, valid until the method returns
         * @param index from 0
         * @param seconds when it is shown after the first one, or not a number where the file does not say
         */
        void take(PlanarFrame frame, int index, double seconds);
    }

    /** As {@link #read(Path, int, ObjIntConsumer)}, in the size of the first frame. */
    public int read(Path video, Sink sink) throws VideoException {
        return read(video, size -> size, sink);
    }

    private int read(Path video, UnaryOperator<FrameSize> scaling, Sink sink) throws VideoException {
        try (Deadline deadline = new Deadline(video, limits.maxTime());
            PacketSource source = new PacketSource(video, limits, deadline);
            VideoDecoder decoder = new VideoDecoder(video, source, limits)) {
            AVFrame frame = decoder.next();
            decoder.requireFrames();
            VideoInfo info = source.info(0);
            FrameSize size = limits.checkScaled(video,
                scaling.apply(new FrameSize(frame.width(), frame.height()).stretched(resize.pixelRatio(info))));
            long start = frame.best_effort_timestamp();
            try (FrameScaler scaler = resize.scaler(video, size)) {
                while (frame != null) {
                    long time = frame.best_effort_timestamp();
                    double seconds = time == PacketIndex.NO_TIME || start == PacketIndex.NO_TIME ? Double.NaN
                        : Seconds.rounded((time - start) / source.clockRate());
                    sink.take(scaler.scale(frame).turned(info.rotation()), decoder.decoded() - 1, seconds);
                    frame = decoder.next();
                }
            }
            return decoder.decoded();
        }
    }
}
