package org.videoaction.commandline;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.videoaction.data.Progress;
import org.videoaction.data.TemporaryFolder;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.clip.SampledVideo;
import org.videoaction.data.clip.VideoSampler;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.model.exchange.ImportRequest;
import org.videoaction.model.exchange.ImportedModel;
import org.videoaction.model.exchange.ModelImport;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.Scores;
import org.videoaction.model.scoring.ScoringSettings;
import org.videoaction.model.scoring.VideoScore;
import org.videoaction.model.scoring.VideoScorer;

/** A model, in whatever form, scores videos by 30 views, ten clips of three crops, and prints how far it is. */
final class ThirtyViews {

    private static final int CLIPS = 10;
    /** The papers test crops of 224 in frames scaled to 256 and those of 256 uncut. */
    private static final double SHORT_SIDE = 256.0 / 224;
    private static final int UNCUT = 256;
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
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Path table = folder.resolve("clips.arrow");
            List<SampledVideo> sampled = new VideoSampler(recipe(), Runtime.getRuntime().availableProcessors())
                .sampleOnDemand(videos, model.classes(), table, Progress.NONE);
            List<VideoScore> unreadable = sampled.stream().filter(video -> video.clips() == 0)
                .map(video -> VideoScore.broken(video.video().video().toString(), video.video().labels(), video.reason()))
                .toList();
            try (ClipSource clips = ClipSource.open(table)) {
                return new VideoScorer(model, settings).scoreReadable(clips, this::progress, clip -> {}).with(unreadable);
            }
        }
    }

    private Recipe recipe() {
        VideoModel.Input input = model.input();
        int side = input.width();
        int shortSide = side == UNCUT ? side : (int) Math.round(side * SHORT_SIDE);
        return new Recipe(new ClipSampling(new UniformClips(input.frames(), input.stride(), CLIPS),
            new SpatialSampling(shortSide, shortSide, side, SpatialSampling.Place.THREE, false)), VideoLimits.DEFAULT,
            Resize.FAST, 0);
    }

    private void progress(double fraction, String message) {
        if (System.nanoTime() - lastProgress > PROGRESS_NANOS) {
            lastProgress = System.nanoTime();
            out.printf(Locale.ROOT, "%3.0f%%  %s%n", 100 * fraction, message);
        }
    }
}
