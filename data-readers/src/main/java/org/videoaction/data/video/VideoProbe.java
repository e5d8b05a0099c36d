package org.videoaction.data.video;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.videoaction.data.sampling.FrameSize;

/** Finds out what a file holds before anything is made of it. */
public final class VideoProbe {

    private final VideoLimits limits;
    private final FolderFrames folder;

    public VideoProbe(VideoLimits limits) {
        this(limits, FolderFrames.ANY);
    }

    /** @param folder how a folder of frames is read */
    public VideoProbe(VideoLimits limits, FolderFrames folder) {
        this.limits = limits;
        this.folder = folder;
    }

    /**
     * Reads the file without decoding it; the number of frames is that of the packets that should become one.
     *
     * @throws CancellationException when the thread was interrupted
     */
    public VideoReport scan(Path video) {
        try (Deadline deadline = new Deadline(video, limits.maxTime());
            PacketSource source = new PacketSource(video, folder, limits, deadline)) {
            PacketIndex index = source.index();
            if (index.frames() == 0) {
                throw new VideoException(video, "has no frames");
            }
            return VideoReport.of(source.info(index.frames()), source.times(index),
                source.problem(0, index.pictures(), index), source.passedOver());
        } catch (VideoException e) {
            return VideoReport.failed(e);
        }
    }

    /**
     * Reads no more than the header; the number of frames is what it says or, where it does not, its duration times its
     * rate: an estimate, and 0 where nothing is known.
     *
     * @throws VideoException when the file cannot be opened as a video
     * @throws CancellationException when the thread was interrupted
     */
    public VideoInfo header(Path video) throws VideoException {
        try (Deadline deadline = new Deadline(video, limits.maxTime());
            PacketSource source = new PacketSource(video, folder, limits, deadline)) {
            return source.header();
        }
    }

    /**
     * When each frame is shown, without decoding it: in seconds after the first one. Where the file does not say, frames
     * come at its mean rate.
     *
     * @throws VideoException when the file cannot be read, or says neither
     * @throws CancellationException when the thread was interrupted
     */
    public double[] times(Path video) throws VideoException {
        try (Deadline deadline = new Deadline(video, limits.maxTime());
            PacketSource source = new PacketSource(video, limits, deadline)) {
            PacketIndex index = source.index();
            double fps = source.info(index.frames()).fps();
            boolean timed = index.timed();
            if (!timed && !(fps > 0)) {
                throw new VideoException(video, "does not say when its frames are shown");
            }
            FrameTimes times = index.times(source.clockRate());
            return IntStream.range(0, index.frames())
                .mapToDouble(frame -> timed ? times.seconds(frame) : Seconds.rounded(frame / fps)).toArray();
        }
    }

    /**
     * Decodes the whole file; the number of frames is exact.
     *
     * @throws CancellationException when the thread was interrupted
     */
    public VideoReport decode(Path video) {
        try (Deadline deadline = new Deadline(video, limits.maxTime());
            PacketSource source = new PacketSource(video, folder, limits, deadline)) {
            PacketIndex index = source.index();
            FrameTimes times = source.times(index);
            source.rewind(index);
            try (VideoDecoder decoder = new VideoDecoder(video, source, limits.with(Decoding.UNSEEN))) {
                decoder.decodeAll();
                decoder.requireFrames();
                return VideoReport.of(source.info(decoder.decoded()), times,
                    source.problem(decoder.errors(), decoder.decoded(), index), source.passedOver());
            }
        } catch (VideoException e) {
            return VideoReport.failed(e);
        }
    }

    /**
     * A frame from the middle of a video, or from its start where the file cannot be entered in the middle.
     *
     * @param shortSide the pixels of its shorter side; the sides keep their ratio
     * @return an upright frame in memory of its own
     * @throws VideoException when no frame can be decoded
     * @throws CancellationException when the thread was interrupted
     */
    public PlanarFrame thumbnail(Path video, int shortSide) throws VideoException {
        try (Deadline deadline = new Deadline(video, limits.maxTime());
            PacketSource source = new PacketSource(video, folder, limits, deadline)) {
            PacketIndex index = source.index();
            if (!index.timed() || !source.seek(index, index.entryFor(index.frames() / 2))) {
                source.rewind(index);
            }
            try (VideoDecoder decoder = new VideoDecoder(video, source, limits)) {
                AVFrame frame = decoder.next();
                decoder.requireFrames();
                VideoInfo info = source.info(index.frames());
                FrameSize size = limits.checkScaled(video,
                    new FrameSize(frame.width(), frame.height()).stretched(info.pixelRatio()).withShortSide(shortSide));
                try (FrameScaler scaler = Resize.FAST.scaler(video, size)) {
                    return scaler.scale(frame).turned(info.rotation()).copy();
                }
            }
        }
    }
}
