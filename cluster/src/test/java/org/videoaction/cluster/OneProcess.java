package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.ClipScore;
import org.videoaction.model.scoring.ScoreFiles;
import org.videoaction.model.scoring.ScoringSettings;
import org.videoaction.model.scoring.TestViews;
import org.videoaction.model.scoring.VideoScore;
import org.videoaction.model.scoring.VideoScorer;

/** What this process, without Spark, makes of a list. */
record OneProcess(List<VideoScore> scores, Classes classes) {

    static OneProcess score(Path model, Path list, TestViews views) throws IOException {
        return score(ModelFile.load(model), DatasetList.read(ListFormat.VIDEOS, list, null, (Path) null).videos(), views,
            ScoringSettings.AUTOMATIC.withBatch(1), clip -> {});
    }

    /** As the Action Predictor: labels may be others than the model knows. */
    static OneProcess score(VideoModel model, List<ListedVideo> videos, TestViews views, ScoringSettings settings,
        Consumer<ClipScore> ofClips) throws IOException {
        Classes shown = Classes.sorted(videos.stream().flatMap(video -> video.labels().stream()));
        try (ClipSource clips = OnDemandClips.of(views.recipe(model.test(), VideoLimits.DEFAULT), shown, videos)) {
            return new OneProcess(new VideoScorer(model, settings).scoreReadable(clips, Progress.NONE, ofClips).videos(),
                model.classes());
        }
    }

    /** To the last bit. */
    void assertSame(Path collected, Path scratch) throws IOException {
        new ScoreFiles(scratch, classes).write(files -> {
            for (VideoScore score : scores) {
                files.take(score);
            }
        });
        assertThat(collected.resolve("scores.csv")).hasSameTextualContentAs(scratch.resolve("scores.csv"));
        assertThat(collected.resolve("scores.arrow")).hasSameBinaryContentAs(scratch.resolve("scores.arrow"));
    }
}
