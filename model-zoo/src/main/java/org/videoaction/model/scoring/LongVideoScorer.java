package org.videoaction.model.scoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.clip.StretchClips;
import org.videoaction.data.video.EvenTimes;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoProbe;
import org.videoaction.data.video.VideoReport;
import org.videoaction.model.saved.VideoModel;

/**
 * Finds out which action happens when in a long video: a window of the model's length slides over it, each window is
 * scored, and neighbours of the same class become one segment. The video is decoded stretch by stretch, so that its length
 * costs no memory but a row of probabilities a window. For one thread at a time.
 */
public final class LongVideoScorer implements AutoCloseable {

    private final VideoModel model;
    private final double step;
    private final VideoLimits limits;
    private final LoadedScorer scorer;

    /** @param step seconds from one window to the next */
    public LongVideoScorer(VideoModel model, double step, ScoringSettings settings, VideoLimits limits) {
        if (!(step > 0) || Double.isInfinite(step)) {
            throw new IllegalArgumentException("The time from one window to the next is positive.");
        }
        this.model = model.withoutWeights();
        this.step = step;
        this.limits = limits;
        this.scorer = new VideoScorer(model, settings).load();
    }

    /**
     * The segments of a video in their order; together they cover it, by the times at which its frames are shown.
     *
     * @throws VideoException when the video cannot be read, or does not say when its frames are shown
     * @throws CancellationException when {@code progress} says so
     */
    public List<ActionSegment> score(Path video, Progress progress) throws IOException {
        return ActionSegment.of(windows(video, progress), SegmentRules.NONE);
    }

    /** What is said of each part of a video, as {@link #score}. */
    public List<ScoredWindow> windows(Path video, Progress progress) throws IOException {
        VideoReport report = new VideoProbe(limits).scan(video);
        if (report.status() == VideoReport.Status.FAILED) {
            throw new VideoException(video, report.reason());
        }
        if (report.times() == null) {
            throw new VideoException(video, "does not say how many frames a second it has");
        }
        EvenTimes even = EvenTimes.of(report.times());
        Recipe recipe = TestViews.ONE.recipe(model.test(), limits);
        Windows windows = Windows.of(even.times(), model.input().span(recipe.sampling().time(), even.rate()), step);
        try (ClipSource clips = new StretchClips(recipe, model.classes(), video, windows.stretches(), even)) {
            List<float[]> probabilities = new ArrayList<>();
            scorer.score(clips, progress, window -> {}, score -> {
                if (score.problem() != null) {
                    throw new VideoException(video, score.problem());
                }
                probabilities.add(score.probabilities());
            });
            return ScoredWindow.of(windows.middles(), probabilities, report.times().seconds());
        }
    }

    @Override
    public void close() {
        scorer.close();
    }
}
