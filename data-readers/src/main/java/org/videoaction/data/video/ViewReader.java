package org.videoaction.data.video;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.Crop;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.sampling.View;

/** Reads the clips of a video: decodes it once, up to the last frame that any view wants, and scales only wanted frames. */
public final class ViewReader {

    private final ClipSampling sampling;
    private final VideoLimits limits;

    public ViewReader(ClipSampling sampling, VideoLimits limits) {
        this.sampling = sampling;
        this.limits = limits;
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
        VideoInfo info;
        try (VideoDecoder scanner = new VideoDecoder(video, limits)) {
            info = scanner.scan();
        }
        int frames = Math.max(1, info.frames());
        while (true) {
            try (VideoDecoder decoder = new VideoDecoder(video, limits)) {
                Reading reading = new Reading(sampling.views(frames, info.fps(), decoder.size(), random.get()), decoder);
                reading.run();
                if (decoder.decoded() == 0) {
                    throw new VideoException(video, "has no frame that can be decoded");
                }
                if (reading.complete()) {
                    return new VideoViews(info, reading.views, reading.clips, decoder.errors());
                }
                frames = decoder.decoded();
            }
        }
    }

    /** One pass over a file. */
    private final class Reading {

        private final VideoDecoder decoder;
        private final List<View> views;
        private final List<ByteBuffer> clips = new ArrayList<>();
        private final Map<Integer, List<Target>> wanted = new HashMap<>();
        private final int last;

        /** Where one frame of one view goes. */
        private record Target(int view, int time) {
        }

        Reading(List<View> views, VideoDecoder decoder) {
            this.views = views;
            this.decoder = decoder;
            this.last = views.stream().mapToInt(View::lastFrame).max().orElse(-1);
            for (int v = 0; v < views.size(); v++) {
                View view = views.get(v);
                int size = view.space().size();
                clips.add(ByteBuffer.allocateDirect(PlanarFrame.CHANNELS * view.frames().length * size * size));
                for (int t = 0; t < view.frames().length; t++) {
                    wanted.computeIfAbsent(view.frames()[t], frame -> new ArrayList<>()).add(new Target(v, t));
                }
            }
        }

        boolean complete() {
            return decoder.decoded() > last;
        }

        void run() throws VideoException {
            int rotation = decoder.rotation();
            Map<FrameSize, FrameScaler> scalers = new HashMap<>();
            try {
                while (!complete()) {
                    AVFrame frame = decoder.next();
                    if (frame == null) {
                        return;
                    }
                    if (Thread.interrupted()) {
                        throw new CancellationException("reading was cancelled");
                    }
                    copy(frame, decoder.decoded() - 1, rotation, scalers);
                }
            } finally {
                scalers.values().forEach(FrameScaler::close);
            }
        }

        private void copy(AVFrame frame, int index, int rotation, Map<FrameSize, FrameScaler> scalers) {
            Map<FrameSize, PlanarFrame> scaled = new HashMap<>();
            for (Target target : wanted.getOrDefault(index, List.of())) {
                View view = views.get(target.view());
                PlanarFrame upright = scaled.computeIfAbsent(view.space().scaled(), size -> {
                    FrameSize coded = rotation % 180 == 0 ? size : size.turned();
                    PlanarFrame plain = scalers.computeIfAbsent(coded, FrameScaler::new).scale(frame);
                    return rotation == 0 ? plain : plain.turned(rotation);
                });
                copy(upright, view.space(), clips.get(target.view()), target.time(), view.frames().length);
            }
        }

        /** Copies a crop of a frame to its place in a clip of C x T x H x W bytes. */
        private static void copy(PlanarFrame frame, Crop crop, ByteBuffer clip, int time, int length) {
            int side = crop.size();
            for (int channel = 0; channel < PlanarFrame.CHANNELS; channel++) {
                int plane = (channel * length + time) * side * side;
                for (int row = 0; row < side; row++) {
                    if (crop.flipped()) {
                        frame.copyRowFlipped(channel, crop.y() + row, crop.x(), side, clip, plane + row * side);
                    } else {
                        frame.copyRow(channel, crop.y() + row, crop.x(), side, clip, plane + row * side);
                    }
                }
            }
        }
    }
}
