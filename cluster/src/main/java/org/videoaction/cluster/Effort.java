package org.videoaction.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.Span;
import org.videoaction.data.video.VideoInfo;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoProbe;

/** How much work a job has with a video, to deal videos out by: no more than a header is read to tell. */
@FunctionalInterface
interface Effort extends Serializable {

    /** Of a video that is not there. */
    long NOT_SEEN = -1;
    /** Of one that is there and cannot be used. */
    long NONE = 0;

    /** @return from 0 on, in a unit of the job's own, or {@link #NOT_SEEN} */
    long of(ListedVideo video);

    /** Whether a video is there and nothing else. */
    static long seen(ListedVideo listed) {
        return Files.isReadable(listed.video()) ? NONE : NOT_SEEN;
    }

    /** Of jobs that read all of a file and decode nothing: its bytes. */
    static long bytes(ListedVideo listed) {
        Path video = listed.video();
        if (!Files.isReadable(video)) {
            return NOT_SEEN;
        }
        try {
            if (!Files.isDirectory(video)) {
                return Files.size(video);
            }
            try (Stream<Path> frames = Files.list(video)) {
                return frames.mapToLong(frame -> frame.toFile().length()).sum();
            }
        } catch (IOException | RuntimeException e) {
            return NOT_SEEN;
        }
    }

    /**
     * Of jobs that decode frames, in multiply-accumulates. A clip's frames are decoded from its first to its last one.
     *
     * @param recipe how clips are taken, as its JSON says it; null where all is decoded
     * @param ofVideo what a network computes for all views of a video
     */
    record Decoding(String recipe, long ofVideo) implements Effort {

        /** A core decodes some hundred million pixels of H.264 in the time of some fifty thousand million products. */
        static final long OF_PIXEL = 500;

        /** All of a video is decoded. */
        static final Decoding ALL = new Decoding(null, 0);

        /** @param ofView what a network computes for one */
        static Decoding of(Recipe recipe, long ofView) {
            return new Decoding(recipe.json(), recipe.sampling().views() * ofView);
        }

        @Override
        public long of(ListedVideo listed) {
            if (!Files.isReadable(listed.video())) {
                return NOT_SEEN;
            }
            try {
                VideoInfo info = new VideoProbe(VideoLimits.DEFAULT, listed.folderFrames(null)).header(listed.video());
                return decoded(shown(info, listed.span()), info.fps()) * info.width() * info.height() * OF_PIXEL + ofVideo;
            } catch (IOException | RuntimeException e) {
                return NONE;
            }
        }

        /** The frames of what is meant of the video, of which there is one at least. */
        private static int shown(VideoInfo info, Span span) {
            if (span == null || info.fps() == 0) {
                return Math.max(1, info.frames());
            }
            return (int) Math.max(1,
                Math.round(Math.min(span.end() * info.fps(), info.frames()) - span.start() * info.fps()));
        }

        private long decoded(int shown, double fps) throws IOException {
            if (recipe == null) {
                return shown;
            }
            return Math.min(shown,
                Recipe.ofJson(recipe).sampling().time().sample(shown, fps, new SplittableRandom(0)).stream()
                    .map(clip -> IntStream.of(clip).summaryStatistics())
                    .mapToLong(frames -> frames.getMax() - frames.getMin() + 1L).sum());
        }
    }
}
