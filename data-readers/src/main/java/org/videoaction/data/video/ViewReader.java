package org.videoaction.data.video;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.sampling.Span;
import org.videoaction.data.sampling.View;
import org.videoaction.data.sampling.ViewSampling;

/**
 * Reads the clips of a video. It is decoded once for all of them, and no further than to the last frame that any wants;
 * where the packets tell which frame each becomes, frames that nobody needs are not decoded either. Threads may share
 * a reader.
 */
public final class ViewReader {

    /** By so many seconds ends of segments are mostly rounded where people write them. */
    private static final double ROUNDED_BY_PEOPLE = 1;
    /** A jump to another key packet takes as long as decoding about so many frames. */
    private static final int WORTH_A_JUMP = 16;

    private final ViewSampling sampling;
    private final VideoLimits limits;
    private final Resize resize;
    /** Fresh memory costs as much as decoding a small video, and only a garbage collection would free it. */
    private final Queue<ByteBuffer> spare = new ConcurrentLinkedQueue<>();

    private Indexed stretched;

    /** The video whose stretches are read, with its packets: one after the other they are of the same one. */
    private record Indexed(Path video, PacketIndex index) {}

    /** Scales with {@link Resize#FAST}. */
    public ViewReader(ViewSampling sampling, VideoLimits limits) {
        this(sampling, limits, Resize.FAST);
    }

    public ViewReader(ViewSampling sampling, VideoLimits limits, Resize resize) {
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
        return read(video, (Span) null, random);
    }

    /**
     * Reads all views of a segment of a video, or round a key frame; the views' frame numbers are those of the whole video.
     *
     * @param span the segment, of which a key frame is the shortest, or null for the whole video
     * @throws VideoException when no frame can be decoded, or the segment lies behind the video's end
     */
    public VideoViews read(Path video, Span span, Supplier<RandomGenerator> random) throws VideoException {
        return read(video, FolderFrames.ANY, span, random);
    }

    /** As before, where a folder of frames is read as it is said. */
    public VideoViews read(Path video, FolderFrames folder, Span span, Supplier<RandomGenerator> random)
        throws VideoException {
        try (Deadline deadline = new Deadline(video, limits.maxTime());
            PacketSource source = new PacketSource(video, folder, limits, deadline)) {
            return new Reading(video, source, span, null, null, random).run();
        }
    }

    /**
     * Reads all views of some stretches of a video, one stretch's after the other's.
     *
     * @param stretches of {@code even}; what of them lies behind its end is left out
     * @throws VideoException when no frame can be decoded
     */
    public VideoViews read(Path video, FolderFrames folder, List<Stretch> stretches, EvenTimes even,
        Supplier<RandomGenerator> random) throws VideoException {
        try (Deadline deadline = new Deadline(video, limits.maxTime());
            PacketSource source = new PacketSource(video, folder, limits, deadline)) {
            return new Reading(video, source, null, stretches, even, random).run();
        }
    }

    /**
     * Lets the next videos be read into the memory of clips that are no longer needed; they must not be used
     * afterwards. Clips that are never given back are garbage like any other.
     */
    public void recycle(VideoViews read) {
        spare.addAll(read.clips());
    }

    private synchronized PacketIndex shared(Path video, PacketSource source) throws VideoException {
        if (stretched == null || !stretched.video().equals(video)) {
            stretched = new Indexed(video, source.index());
        }
        return stretched.index();
    }

    private ByteBuffer memory(View view) {
        int bytes = PlanarFrame.CHANNELS * view.frames().length * view.space().width() * view.space().height();
        ByteBuffer used = spare.poll();
        return used != null && used.capacity() == bytes ? used : ByteBuffer.allocateDirect(bytes);
    }

    /** The reading of one file. */
    private final class Reading {

        private final Path video;
        private final PacketSource source;
        private final Span span;
        private final List<Stretch> stretches;
        private final EvenTimes even;
        private final Supplier<RandomGenerator> random;
        private final PacketIndex index;
        private final VideoInfo info;
        private List<View> views;
        private List<ByteBuffer> clips;
        private String missing;

        Reading(Path video, PacketSource source, Span span, List<Stretch> stretches, EvenTimes even,
            Supplier<RandomGenerator> random)
            throws VideoException {
            this.video = video;
            this.source = source;
            this.span = span;
            this.stretches = stretches;
            this.even = even;
            this.random = random;
            this.index = stretches == null ? source.index() : shared(video, source);
            this.info = source.info(index.frames());
        }

        VideoViews run() throws VideoException {
            boolean known = VideoDecoder.framesKnown(source, index);
            sample(known && needsTimes() ? index.times(source.clockRate()) : null, Math.max(1, index.frames()));
            clips = views.stream().map(ViewReader.this::memory).toList();
            if (known && readNeeded()) {
                return result(0, index.pictures());
            }
            return readFromStart();
        }

        /** Whether the times of frames decide which are taken. */
        private boolean needsTimes() {
            return span != null || resamples() && index.timed() && !source.isFolder();
        }

        private boolean resamples() {
            return sampling.resamples() && stretches == null;
        }

        private Stretch during(FrameTimes times) throws VideoException {
            Stretch stretch = times.during(span);
            if (stretch == null) {
                throw new VideoException(video, String.format(Locale.ROOT,
                    "ends after %.2f s, before its segment starts at %.2f s", times.seconds(), span.start()));
            }
            boolean cut = span.end() > times.seconds() + ROUNDED_BY_PEOPLE && !Double.isInfinite(span.end());
            missing = cut ? String.format(Locale.ROOT, "its segment ends at %.2f s, the video at %.2f s", span.end(),
                times.seconds()) : null;
            return stretch;
        }

        /** @param times of the frames, or null where they are not needed or not known yet */
        private void sample(FrameTimes times, int frames) throws VideoException {
            if (stretches != null) {
                views = ofStretches(stretches, even.frames(), even.rate(), frames);
            } else if (times != null && resamples() && !times.areSteady() && !times.keepTo(info.fps())) {
                EvenTimes moments = EvenTimes.of(times);
                int count = moments.frames().length;
                views = ofStretches(List.of(span == null ? new Stretch(0, count) : during(moments.times())),
                    moments.frames(), moments.rate(), frames);
            } else {
                Stretch stretch = times == null || span == null ? new Stretch(0, frames) : during(times);
                views = sampling.views(stretch.first(), stretch.frames(), frames, info.fps(), upright(), random.get());
            }
            for (View view : views) {
                limits.checkScaled(video, view.space().scaled());
            }
        }

        private FrameSize upright() {
            return info.upright(resize.pixelRatio(info));
        }

        private List<View> ofStretches(List<Stretch> wanted, int[] moments, double rate, int frames) {
            List<View> all = new ArrayList<>();
            for (Stretch stretch : wanted) {
                Stretch kept = stretch.within(moments.length);
                sampling.views(kept.first(), kept.frames(), moments.length, rate, upright(), random.get())
                    .forEach(view -> all.add(view.of(moments, frames - 1)));
            }
            return all;
        }

        private ViewClips empty() {
            return new ViewClips(views, clips, info.rotation(), size -> resize.scaler(video, size));
        }

        private VideoViews result(int errors, int frames) throws VideoException {
            for (int v = 0; v < views.size(); v++) {
                ClipColours.change(clips.get(v), views.get(v));
            }
            FrameTimes times = source.times(index);
            double fps = times == null || times.areSteady() ? info.fps() : 0;
            String damage = source.problem(errors, frames, index);
            String problem = missing == null ? damage : damage == null ? missing : damage + "; " + missing;
            return new VideoViews(info, fps, views, clips, errors, problem);
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
            try (VideoDecoder decoder = new VideoDecoder(video, source, limits, time -> wanted.wants(index.frameAt(time)),
                wanted.size())) {
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

        /**
         * Decodes and counts every frame up to the last wanted one, as often as the count turns out smaller. A segment
         * is only known after all frames were seen once.
         */
        private VideoViews readFromStart() throws VideoException {
            int frames = index.pictures();
            boolean counted = !needsTimes();
            while (true) {
                source.rewind(index);
                try (VideoDecoder decoder = new VideoDecoder(video, source, limits); ViewClips wanted = empty()) {
                    LongStream.Builder times = LongStream.builder();
                    long time = PacketIndex.NO_TIME;
                    AVFrame frame = null;
                    while (!(counted && wanted.complete()) && (frame = decoder.next()) != null) {
                        wanted.take(frame, decoder.decoded() - 1);
                        time = Math.max(time, frame.best_effort_timestamp());
                        times.add(time);
                    }
                    decoder.requireFrames();
                    if (counted && wanted.complete()) {
                        return result(decoder.errors(), frames);
                    }
                    counted = true;
                    frames = decoder.decoded();
                    sample(needsTimes() ? decodedTimes(times.build().toArray()) : null, frames);
                }
            }
        }

        private FrameTimes decodedTimes(long[] times) throws VideoException {
            if (times[0] == PacketIndex.NO_TIME) {
                throw new VideoException(video, "does not say when its frames are shown, so that its segment cannot be "
                    + "found");
            }
            return new FrameTimes(times, 0, source.clockRate());
        }
    }
}
