package org.videoaction.data.video;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.ObjIntConsumer;
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
        try (Deadline deadline = new Deadline(video, limits.maxTime());
            PacketSource source = new PacketSource(video, limits, deadline);
            VideoDecoder decoder = new VideoDecoder(video, source, limits)) {
            AVFrame frame = decoder.next();
            decoder.requireFrames();
            FrameSize size = limits.checkScaled(video,
                new FrameSize(frame.width(), frame.height()).withShortSide(shortSide));
            int rotation = source.info(0).rotation();
            try (FrameScaler scaler = resize.scaler(size)) {
                for (; frame != null; frame = decoder.next()) {
                    consumer.accept(scaler.scale(frame).turned(rotation), decoder.decoded() - 1);
                }
            }
            return decoder.decoded();
        }
    }
}
