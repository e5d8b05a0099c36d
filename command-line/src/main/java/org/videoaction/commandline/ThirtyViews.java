package org.videoaction.commandline;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.clip.SampledVideo;
import org.videoaction.data.clip.VideoSampler;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.model.exchange.ImportRequest;
import org.videoaction.model.exchange.ImportedModel;
import org.videoaction.model.exchange.ModelImport;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.Scores;
import org.videoaction.model.scoring.ScoringSettings;
import org.videoaction.model.scoring.TestViews;
import org.videoaction.model.scoring.VideoScorer;

/** A model, in whatever form, scores videos by 30 views, ten clips of three crops, and prints how far it is. */
final class ThirtyViews {

    private static final long PROGRESS_NANOS = 2_000_000_000L;

    private final VideoModel model;
    private final ScoringSettings settings;
    private final PrintWriter out;
    private long lastProgress = System.nanoTime();

    private ThirtyViews(VideoModel model, ScoringSettings settings, PrintWriter out) {
        this.model = model;
        this.settings = settings;
        this.out = out;
    }

    /** Prints what the model is. */
    static ThirtyViews of(Path model, ScoringSettings settings, PrintWriter out) throws IOException {
        ImportedModel imported = ModelImport.read(model, ImportRequest.AUTOMATIC);
        out.println(imported.summary());
        return new ThirtyViews(imported.model(), settings, out);
    }

    Classes classes() {
        return model.classes();
    }

    Scores score(List<ListedVideo> videos) throws IOException {
        try (ClipSource clips = OnDemandClips.of(TestViews.of(model.input()).thirty(VideoLimits.DEFAULT), model.classes(),
            videos)) {
            return new VideoScorer(model, settings).scoreReadable(clips, this::progress, clip -> {});
        }
    }

    private void progress(double fraction, String message) {
        if (System.nanoTime() - lastProgress > PROGRESS_NANOS) {
            lastProgress = System.nanoTime();
            out.printf(Locale.ROOT, "%3.0f%%  %s%n", 100 * fraction, message);
        }
    }
}
