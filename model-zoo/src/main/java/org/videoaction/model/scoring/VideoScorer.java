package org.videoaction.model.scoring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.videoaction.data.Pace;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipBatch;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.Pass;
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
     * The scores of all videos, in the source's order.
     *
     * @throws IOException when a video of on-demand clips can no longer be read
     * @throws CancellationException when {@code progress} says so
     */
    public List<VideoScore> score(ClipSource source, Progress progress) throws IOException {
        ClipSpec spec = source.spec();
        Map<String, VideoSum> videos = new LinkedHashMap<>();
        Pace pace = new Pace("clips", source.size());
        try (ScoringNetwork network = new ScoringNetwork(model.architecture().network(), model.preprocessing(),
                model.weights());
            ClipBatches batches = source.batches(Pass.inOrder(source.size(), batch))) {
            int scored = 0;
            while (batches.hasNext()) {
                int done = scored;
                ClipBatch clips = batches.next(() -> progress.report(pace.fraction(done), pace.message(done)));
                float[][] probabilities = network.predict(clips.frames(), clips.size(),
                    spec.channels(), spec.frames(), spec.height(), spec.width());
                for (int i = 0; i < clips.size(); i++) {
                    Clip clip = clips.clips().get(i);
                    videos.computeIfAbsent(clip.video(), video -> new VideoSum(label(clip, spec))).add(probabilities[i]);
                }
                scored += clips.size();
                progress.report(pace.fraction(scored), pace.message(scored));
            }
        }
        List<VideoScore> scores = new ArrayList<>();
        videos.forEach((video, sum) -> scores.add(new VideoScore(video, sum.label, sum.views, sum.mean())));
        return scores;
    }

    private static String label(Clip clip, ClipSpec spec) {
        return clip.label() == Clip.NO_LABEL ? null : spec.classes().get(clip.label());
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
