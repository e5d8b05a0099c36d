package org.videoaction.data.video;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.sampling.View;

/**
 * Reads the clips of a video. It is decoded once for all of them, and no further than to the last frame that any wants;
 * where the packets tell which frame each becomes, frames that nobody needs are not decoded either. Threads may share
 * a reader.
 */
public final class ViewReader {

    /** A jump to another key packet takes as long as decoding about so many frames. */
    private static final int WORTH_A_JUMP = 16;

    private final ClipSampling sampling;
    private final VideoLimits limits;
    private final Resize resize;
    /** Fresh memory costs as much as decoding a small video, and only a garbage collection would free it. */
    private final Queue<ByteBuffer> spare = new ConcurrentLinkedQueue<>();

    /** Scales with {@link Resize#FAST}. */
    public ViewReader(ClipSampling sampling, VideoLimits limits) {
        this(sampling, limits, Resize.FAST);
    }

    public ViewReader(ClipSampling sampling, VideoLimits limits, Resize resize) {
        this.sampling = sampling;
        this.limits = limits;
        this.resize = resize;
    }

    /**
     * Reads all views of a video. A container that promises more frames than it holds is sampled again, with the same
     * random numbers, from the frames that are really there.
     *
     * @param random gives a generator in its first state each time
     * @throws VideoException when no frame can be decoded
     * @throws CancellationException when the thread was interrupted
     */
    public VideoViews read(Path video, Supplier<RandomGenerator> random) throws VideoException {
        try (Deadline deadline = new Deadline(video, limits.maxTime());
            PacketSource source = new PacketSource(video, limits, deadline)) {
            return new Reading(video, source, random).run();
        }
    }

    /**
     * Lets the next videos be read into the memory of clips that are no longer needed; they must not be used
     * afterwards. Clips that are never given back are garbage like any other.
     */
    public void recycle(VideoViews read) {
        spare.addAll(read.clips());
    }

    private ByteBuffer memory(View view) {
        int side = view.space().size();
        ByteBuffer used = spare.poll();
        return used != null ? used
            : ByteBuffer.allocateDirect(PlanarFrame.CHANNELS * view.frames().length * side * side);
    }

    /** The reading of one file. */
    private final class Reading {

        private final Path video;
        private final PacketSource source;
        private final Supplier<RandomGenerator> random;
        private final PacketIndex index;
        private final VideoInfo info;
        private List<View> views;
        private List<ByteBuffer> clips;

        Reading(Path video, PacketSource source, Supplier<RandomGenerator> random) throws VideoException {
            this.video = video;
            this.source = source;
            this.random = random;
            this.index = source.index();
            this.info = source.info(index.frames());
        }

        VideoViews run() throws VideoException {
            sample(Math.max(1, index.frames()));
            clips = views.stream().map(ViewReader.this::memory).toList();
            if (VideoDecoder.framesKnown(source.parameters(), index) && readNeeded()) {
                return result(0, index.pictures());
            }
            return readFromStart();
        }

        private void sample(int frames) throws VideoException {
            FrameSize upright = new FrameSize(info.uprightWidth(), info.uprightHeight());
            views = sampling.views(frames, info.fps(), upright, random.get());
            for (View view : views) {
                limits.checkScaled(video, view.space().scaled());
            }
        }

        private ViewClips empty() {
            return new ViewClips(views, clips, info.rotation(), size -> resize.scaler(video, size));
        }

        private VideoViews result(int errors, int frames) {
            return new VideoViews(info, views, clips, errors,
                VideoReport.problem(errors, frames, source.promised(index)));
        }

        /**
         * Decodes only what wanted frames need.
         *
         * @return false where something is damaged or a frame did not come, so that counting is the only way
         */
        private boolean readNeeded() throws VideoException {
            try (ViewClips wanted = empty()) {
                while (!wanted.complete()) {
                    if (!readRun(wanted, enter(index.entryFor(wanted.next())))) {
                        return false;
                    }
                }
                return true;
            }
        }

        /**
         * Goes to a packet, or to the start where the container does not let it.
         *
         * @return the packet up to which no jump makes sense
         */
        private int enter(int entry) throws VideoException {
            if (entry > 0 && source.seek(index, entry)) {
                return entry;
            }
            source.rewind(index);
            return entry == 0 ? 0 : index.packets();
        }

        /** Decodes until the next wanted frame is worth a jump to a packet after {@code entry}. */
        private boolean readRun(ViewClips wanted, int entry) throws VideoException {
            try (VideoDecoder decoder =
                new VideoDecoder(video, source, limits, time -> wanted.wants(index.frameAt(time)), wanted.size())) {
                int at;
                do {
                    AVFrame frame = decoder.next();
                    if (frame == null || decoder.errors() > 0) {
                        return false;
                    }
                    at = index.frameAt(frame.pts());
                    wanted.take(frame, at);
                    if (wanted.complete()) {
                        return true;
                    }
                    if (wanted.next() < at) {
                        return false;
                    }
                } while (!worthAJump(at, wanted.next(), entry));
                return true;
            }
        }

        private boolean worthAJump(int at, int next, int entry) {
            return next - at > WORTH_A_JUMP && index.entryFor(next) > Math.max(entry, at + WORTH_A_JUMP);
        }

        /** Decodes and counts every frame up to the last wanted one, as often as the count turns out smaller. */
        private VideoViews readFromStart() throws VideoException {
            int frames = index.pictures();
            while (true) {
                source.rewind(index);
                try (VideoDecoder decoder = new VideoDecoder(video, source, limits); ViewClips wanted = empty()) {
                    AVFrame frame = null;
                    while (!wanted.complete() && (frame = decoder.next()) != null) {
                        wanted.take(frame, decoder.decoded() - 1);
                    }
                    decoder.requireFrames();
                    if (wanted.complete()) {
                        return result(decoder.errors(), frames);
                    }
                    frames = decoder.decoded();
                    sample(frames);
                }
            }
        }
    }
}
