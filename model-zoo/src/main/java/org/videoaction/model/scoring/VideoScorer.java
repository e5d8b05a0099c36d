package org.videoaction.model.scoring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.model.saved.VideoModel;

/** Scores the videos of a clip source: each clip on its own, then what a video's clips say together. */
public final class VideoScorer {

    /** The batch size that follows from the network and the clips. */
    public static final int AUTOMATIC = 0;

    private final VideoModel model;
    private final ScoringSettings settings;

    /** @param batch clips at once, or {@link #AUTOMATIC} */
    public VideoScorer(VideoModel model, int batch) {
        this(model, ScoringSettings.AUTOMATIC.withBatch(batch));
    }

    /**
     * Looks at both, and not at what this machine has, which {@link #load} does.
     *
     * @throws IllegalArgumentException when the model wants boxes, which clips do not have, or no machine computes it so
     */
    public VideoScorer(VideoModel model, ScoringSettings settings) {
        if (model.architecture().head().detects()) {
            throw new IllegalArgumentException("The model, " + model.architecture().displayName()
                + ", detects actions in boxes; it cannot score whole videos. Use the Action Detector for it, or choose a model "
                + "that recognizes clips.");
        }
        ModelNetwork.check(model, settings.device(), settings.features());
        this.model = model;
        this.settings = settings;
    }

    /** Loads the network, for several sources one after the other; to be closed by the caller. */
    public LoadedScorer load() {
        return new LoadedScorer(model, settings);
    }

    /** As {@link LoadedScorer#score}, of one source. */
    public ScoringReport score(ClipSource source, Progress progress, Consumer<ClipScore> clips, ScoreSink videos)
        throws IOException {
        try (LoadedScorer scorer = load()) {
            return scorer.score(source, progress, clips, videos);
        }
    }

    /**
     * The scores of few videos, or of their segments where clips were taken from some, in the source's order.
     *
     * @throws IOException when a video of on-demand clips can no longer be read, a clip was damaged in its file, or scores are
     *     not finite
     * @throws CancellationException when {@code progress} says so
     */
    public List<VideoScore> score(ClipSource source, Progress progress) throws IOException {
        List<VideoScore> scores = new ArrayList<>();
        try (LoadedScorer scorer = load()) {
            scorer.scoreClips(source, progress, clip -> {}, score -> {
                if (score.problem() != null) {
                    throw new IOException(score.video() + ": " + score.problem());
                }
                scores.add(score);
            });
        }
        return scores;
    }

    /** As {@link LoadedScorer#score}, of few videos. */
    public Scores scoreReadable(ClipSource source, Progress progress, Consumer<ClipScore> clips) throws IOException {
        List<VideoScore> scores = new ArrayList<>();
        ScoringReport report = score(source, progress, clips, scores::add);
        return new Scores(scores, report);
    }
}
