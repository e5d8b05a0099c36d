package org.videoaction.model.scoring;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.videoaction.data.Pace;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.TorchNetwork;

/** Scores the videos of a clip table: each clip on its own, then the mean over a video's clips. */
public final class VideoScorer {

    private final VideoModel model;
    private final int batch;

    /** @param batch clips at once */
    public VideoScorer(VideoModel model, int batch) {
        this.model = model;
        this.batch = batch;
    }

    /**
     * The scores of all videos, in the table's order.
     *
     * @throws CancellationException when {@code progress} says so
     */
    public List<VideoScore> score(ClipTable table, Progress progress) {
        ClipSpec spec = table.spec();
        Map<String, VideoSum> videos = new LinkedHashMap<>();
        Pace pace = new Pace("clips", table.size());
        ByteBuffer clips = ByteBuffer.allocateDirect(Math.multiplyExact(batch, spec.clipBytes()));
        try (TorchNetwork network = new TorchNetwork(model.architecture().network(), model.preprocessing(),
            model.weights())) {
            for (int from = 0; from < table.size(); from += batch) {
                int count = Math.min(batch, table.size() - from);
                clips.clear();
                for (int i = 0; i < count; i++) {
                    clips.put(i * spec.clipBytes(), table.clip(from + i).frames(), 0, spec.clipBytes());
                }
                float[][] probabilities = network.predict(clips.limit(count * spec.clipBytes()), count,
                    spec.channels(), spec.frames(), spec.height(), spec.width());
                for (int i = 0; i < count; i++) {
                    Clip clip = table.clip(from + i);
                    videos.computeIfAbsent(clip.video(), video -> new VideoSum(label(clip, spec))).add(probabilities[i]);
                }
                progress.report(pace.fraction(from + count), pace.message(from + count));
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
