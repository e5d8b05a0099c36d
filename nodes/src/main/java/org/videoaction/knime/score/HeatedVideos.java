package org.videoaction.knime.score;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.videoaction.data.Progress;
import org.videoaction.data.annotation.Mark;
import org.videoaction.data.annotation.VideoAnnotator;
import org.videoaction.data.list.Classes;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.model.insight.Explainer;
import org.videoaction.model.insight.Explanation;
import org.videoaction.model.insight.VideoHeat;
import org.videoaction.model.saved.VideoModel;

/** Draws marks into videos and, where a model is given, heat below them. For one thread at a time. */
final class HeatedVideos implements AutoCloseable {

    private final VideoAnnotator annotator;
    private final VideoLimits limits;
    private final Map<String, String> predictions;
    private final VideoModel model;
    private final Explainer explainer;

    /**
     * Loads the model, where there is one.
     *
     * @param explanation is there where the model is
     * @param predictions by the names of videos
     */
    HeatedVideos(Optional<VideoModelPortObject> model, Optional<Explanation> explanation, Map<String, String> predictions,
        VideoLimits limits) throws IOException {
        this.annotator = new VideoAnnotator(limits);
        this.limits = limits;
        this.predictions = predictions;
        this.model = model.isEmpty() ? null : model.get().load();
        this.explainer = model.isEmpty() ? null : explanation.orElseThrow().open(this.model);
    }

    /** As {@link VideoAnnotator#annotate(Path, List, Path, Progress)}. */
    int annotate(String name, Path video, List<Mark> marks, Path target, Progress progress) throws IOException {
        if (explainer == null) {
            return annotator.annotate(video, marks, target, progress);
        }
        Classes classes = model.classes();
        int label = classes.names().indexOf(predictions.getOrDefault(name, ""));
        try (VideoHeat heat = new VideoHeat(model, explainer, video, label < 0 ? Explainer.BEST : label, limits, progress)) {
            return annotator.annotate(video, heat, marks, target, progress);
        }
    }

    @Override
    public void close() {
        if (explainer != null) {
            explainer.close();
        }
    }
}
