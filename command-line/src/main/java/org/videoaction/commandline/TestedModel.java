package org.videoaction.commandline;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.videoaction.data.FilePath;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.model.exchange.ImportedModel;
import org.videoaction.model.insight.EvidencePicture;
import org.videoaction.model.insight.Explainer;
import org.videoaction.model.insight.Explanation;
import org.videoaction.model.insight.StrongestClips.Strongest;
import org.videoaction.model.published.Catalogue;
import org.videoaction.model.published.PublishedModel;
import org.videoaction.model.published.WeightsCache;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.ClipScore;
import org.videoaction.model.scoring.LoadedScorer;
import org.videoaction.model.scoring.ScoreSink;
import org.videoaction.model.scoring.ScoringReport;
import org.videoaction.model.scoring.ScoringSettings;
import org.videoaction.model.scoring.Shard;
import org.videoaction.model.scoring.Shards;
import org.videoaction.model.scoring.VideoScorer;

/** A model, in whatever form, scores videos by views of its own test, and prints how far it is. */
final class TestedModel {

    /** Without its weights, once the network is loaded and nobody explains what it says. */
    private VideoModel model;
    private final Recipe recipe;
    private final ScoringSettings settings;
    private final Optional<Explanation> explanation;
    private final TextProgress progress;

    private TestedModel(VideoModel model, Viewing viewing, ScoringSettings settings, Optional<Explanation> explanation,
        TextProgress progress) {
        this.recipe = viewing.recipe(model.test());
        this.model = model.forClips(recipe.spec(model.classes()));
        this.settings = settings;
        this.explanation = explanation;
        this.progress = progress;
    }

    /**
     * Prints what the model is.
     *
     * @param model a file, or the name of a published model, which is downloaded where it has to be
     * @param explanation how what is scored will be explained, where it will be
     * @throws IllegalArgumentException when the model cannot be explained so
     */
    static TestedModel of(String model, Weights weights, Viewing viewing, ScoringSettings settings,
        Optional<Explanation> explanation, PrintWriter out) throws IOException {
        TextProgress progress = new TextProgress(out);
        VideoModel read = read(model, weights, progress, out);
        settings.device().checked(read.quantization());
        explanation.ifPresent(wanted -> wanted.check(read.architecture()));
        return new TestedModel(read, viewing, settings, explanation, progress);
    }

    /** The model itself; prints what it is. */
    static VideoModel read(String model, Weights weights, TextProgress progress, PrintWriter out) throws IOException {
        if (Catalogue.isName(model) && !Files.exists(FilePath.of(model))) {
            PublishedModel published = Catalogue.model(model);
            if (published.task() == PublishedModel.Task.BOXES) {
                throw new IllegalArgumentException(
                    "The published model " + model + " tells actions in boxes of persons. The "
                        + "Action Detector of KNIME uses it.");
            }
            VideoModel ready = new WeightsCache(weights.source()).model(published, progress);
            out.println(ready.architecture().displayName() + " of " + published.program() + ", " + published.dataset() + ", "
                + ready.classes().size() + " classes.");
            return ready;
        }
        ImportedModel imported = weights.read(FilePath.of(model));
        out.println(imported.summary());
        return imported.model();
    }

    /** Prints where this machine computes in other numbers than are wanted. */
    void printRemark(PrintWriter out) {
        settings.device().remark().ifPresent(out::println);
    }

    /** Writes it in the form of saved models. */
    void save(Path file) throws IOException {
        ModelFile.save(model, file);
    }

    Classes classes() {
        return model.classes();
    }

    /** Hands over a score a clip, and a score a video behind those of its clips, in their order. */
    ScoringReport score(List<ListedVideo> videos, Consumer<ClipScore> views, ScoreSink sink) throws IOException {
        try (ClipSource clips = clips(videos);
            LoadedScorer scorer = scorer()) {
            return scorer.score(clips, progress, views, sink);
        }
    }

    private LoadedScorer scorer() {
        LoadedScorer scorer = new VideoScorer(model, settings).load();
        if (explanation.isEmpty()) {
            model = model.withoutWeights();
        }
        // Java gives memory back to the system in a full collection alone
        System.gc();
        return scorer;
    }

    /** As PNG files, what in clips of videos that were scored speaks for their classes, by the explanation that was named. */
    Map<Long, byte[]> explain(List<ListedVideo> videos, List<Strongest> strongest) throws IOException {
        try (ClipSource clips = clips(videos);
            Explainer explainer = explanation.orElseThrow().open(model, settings.device())) {
            return EvidencePicture.of(clips, strongest, explainer, progress);
        }
    }

    /** Scores a part of the videos into a file of the folder; the sink hears of each of its scores. */
    ScoringReport score(List<ListedVideo> videos, Shard shard, Path folder, ScoreSink sink) throws IOException {
        try (ClipSource all = clips(videos);
            ClipSource part = clips(shard.part(videos));
            LoadedScorer scorer = scorer()) {
            return Shards.score(scorer, shard, all, part, folder, progress, sink);
        }
    }

    private ClipSource clips(List<ListedVideo> videos) {
        return OnDemandClips.of(recipe, model.classes(), videos);
    }
}
