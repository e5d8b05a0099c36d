package org.videoaction.model.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.videoaction.data.Pace;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipBatch;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.Pass;
import org.videoaction.data.sampling.Span;
import org.videoaction.data.video.VideoException;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.ScoringNetwork;

/** Scores the videos of a clip source: each clip on its own, then the mean over a video's clips. */
public final class VideoScorer {

    private final VideoModel model;
    private final int batch;

    /** @param batch clips at once */
    public VideoScorer(VideoModel model, int batch) {
        this.model = model;
        this.batch = batch;
    }

    /**
     * The scores of all videos, or of their segments where clips were taken from some, in the source's order.
     *
     * @throws IOException when a video of on-demand clips can no longer be read
     * @throws CancellationException when {@code progress} says so
     */
    public List<VideoScore> score(ClipSource source, Progress progress) throws IOException {
        return score(source, progress, broken -> {
            throw new UncheckedIOException(broken);
        });
    }

    /**
     * As {@link #score(ClipSource, Progress)}, without videos of on-demand clips that can no longer be read.
     *
     * @param broken hears of each such video
     */
    public List<VideoScore> score(ClipSource source, Progress progress, Consumer<VideoException> broken)
        throws IOException {
        ClipSpec spec = source.spec();
        Map<Part, VideoSum> videos = new LinkedHashMap<>();
        Pace pace = new Pace("clips", source.size());
        try (ScoringNetwork network = new ScoringNetwork(model.architecture().network(), model.preprocessing(),
                model.weights());
            ClipBatches batches = source.batches(Pass.inOrder(source.size(), batch), broken)) {
            int scored = 0;
            while (batches.hasNext()) {
                int done = scored;
                ClipBatch clips = batches.next(() -> progress.report(pace.fraction(done), pace.message(done)));
                if (clips.size() == 0) {
                    continue;
                }
                float[][] probabilities = network.predict(clips.frames(), clips.size(),
                    spec.channels(), spec.frames(), spec.height(), spec.width());
                for (int i = 0; i < clips.size(); i++) {
                    Clip clip = clips.clips().get(i);
                    videos.computeIfAbsent(new Part(clip.video(), clip.span()), part -> new VideoSum(label(clip, spec)))
                        .add(probabilities[i]);
                }
                scored += clips.size();
                progress.report(pace.fraction(scored), pace.message(scored));
            }
        }
        List<VideoScore> scores = new ArrayList<>();
        videos.forEach((part, sum) -> scores.add(new VideoScore(part.video(), sum.label, sum.views, sum.mean())));
        return scores;
    }

    private static String label(Clip clip, ClipSpec spec) {
        return clip.label() == Clip.NO_LABEL ? null : spec.classes().get(clip.label());
    }

    /** A video, or a segment of one. */
    private record Part(String video, Span span) {
    }

    /** The clips of one video so far. */
    private final class VideoSum {

        private final String label;
        private final double[] sum = new double[model.classes().size()];
        private int views;

        VideoSum(String label) {
            this.label = label;
        }

        void add(float[] probabilities) {
            for (int c = 0; c < sum.length; c++) {
                sum[c] += probabilities[c];
            }
            views++;
        }

        float[] mean() {
            float[] mean = new float[sum.length];
            for (int c = 0; c < sum.length; c++) {
                mean[c] = (float) (sum[c] / views);
            }
            return mean;
        }
    }
}
