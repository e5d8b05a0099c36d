package org.videoaction.model.scoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.videoaction.data.Progress;
import org.videoaction.data.TemporaryFolder;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.clip.VideoSampler;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.Span;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoInfo;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoProbe;
import org.videoaction.data.video.VideoReport;
import org.videoaction.model.saved.VideoModel;

/**
 * Finds out which action happens when in a long video: a window of the model's length slides over it, each window is
 * scored, and neighbours of the same class become one segment. The video is decoded stretch by stretch, so that its length
 * costs no memory but a row of probabilities a window.
 */
public final class LongVideoScorer {

    /** Windows that are decoded together: as many clips lie in memory for each core. */
    private static final int STRETCH = 16;
    /** The papers test crops of 224 in frames whose short side is scaled to 256. */
    private static final double SHORT_SIDE = 256.0 / 224;
    /** Of a frame's duration: keeps a border between frames from falling on one. */
    private static final double MARGIN = 0.25;

    private final VideoModel model;
    private final double step;
    private final VideoLimits limits;
    private final VideoScorer scorer;

    /** @param step seconds from one window to the next */
    public LongVideoScorer(VideoModel model, double step, ScoringSettings settings, VideoLimits limits) {
        if (!(step > 0) || Double.isInfinite(step)) {
            throw new IllegalArgumentException("The time from one window to the next is positive.");
        }
        this.model = model;
        this.step = step;
        this.limits = limits;
        this.scorer = new VideoScorer(model, settings);
    }

    /**
     * The segments of a video in their order; together they cover it. Times assume that frames come at a steady rate.
     *
     * @throws VideoException when the video cannot be read, or does not say its frames a second
     * @throws CancellationException when {@code progress} says so
     */
    public List<ActionSegment> score(Path video, Progress progress) throws IOException {
        VideoReport report = new VideoProbe(limits).scan(video);
        if (report.status() == VideoReport.Status.FAILED) {
            throw new VideoException(video, report.reason());
        }
        if (!(report.info().fps() > 0)) {
            throw new VideoException(video, "does not say how many frames a second it has");
        }
        Windows windows = new Windows(report.info());
        List<ClipScore> scored = new ArrayList<>();
        int whole = windows.count() / STRETCH;
        double share = (double) whole * STRETCH / windows.count();
        score(video, windows, 0, whole, STRETCH, scored,
            (fraction, message) -> progress.report(share * fraction, message));
        int rest = windows.count() % STRETCH;
        score(video, windows, whole * STRETCH, rest > 0 ? 1 : 0, rest, scored,
            (fraction, message) -> progress.report(share + (1 - share) * fraction, message));
        scored.sort(Comparator.comparingLong(ClipScore::startFrame));
        return ActionSegment.of(scored.stream().mapToDouble(windows::middle).toArray(),
            scored.stream().map(ClipScore::probabilities).toList(), windows.seconds());
    }

    /** Scores some stretches of equally many windows. */
    private void score(Path video, Windows windows, int first, int stretches, int length, List<ClipScore> scored,
        Progress progress) throws IOException {
        if (stretches == 0) {
            return;
        }
        List<ListedVideo> parts = new ArrayList<>();
        for (int i = 0; i < stretches; i++) {
            parts.add(new ListedVideo(video, null, List.of(), windows.span(first + i * length, length), 0, null));
        }
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Path table = folder.resolve("windows.arrow");
            new VideoSampler(recipe(length), 1).sampleOnDemand(parts, model.classes(), table, Progress.NONE);
            try (ClipSource clips = ClipSource.open(table)) {
                Scores scores = scorer.scoreReadable(clips, progress, scored::add);
                if (!scores.broken().isEmpty()) {
                    throw new VideoException(video, scores.broken().get(0).problem());
                }
            }
        }
    }

    private Recipe recipe(int windows) {
        VideoModel.Input input = model.input();
        int shortSide = (int) Math.round(input.width() * SHORT_SIDE);
        return new Recipe(new ClipSampling(new UniformClips(input.frames(), input.stride(), windows),
            new SpatialSampling(shortSide, shortSide, input.width(), SpatialSampling.Place.CENTRE, false)), limits,
            Resize.FAST, 0);
    }

    /** Where the windows of one video lie, in its frames. */
    private final class Windows {

        private final VideoInfo info;
        private final int length = (model.input().frames() - 1) * model.input().stride() + 1;
        private final int distance;

        Windows(VideoInfo info) {
            this.info = info;
            this.distance = (int) Math.max(1, Math.round(step * info.fps()));
        }

        int count() {
            return 1 + Math.max(0, info.frames() - length) / distance;
        }

        /** The stretch of so many windows, which lie evenly in it from end to end. */
        Span span(int first, int count) {
            long start = (long) first * distance;
            long last = start + (long) (count - 1) * distance + length - 1;
            return new Span(Math.max(0, start - MARGIN) / info.fps(), (last + MARGIN) / info.fps());
        }

        double middle(ClipScore window) {
            return Math.min(seconds(), (window.startFrame() + length / 2.0) / info.fps());
        }

        double seconds() {
            return info.frames() / info.fps();
        }
    }
}
