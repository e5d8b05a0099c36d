package org.videoaction.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.video.Decoding;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.model.network.Complexity;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.ClipScore;
import org.videoaction.model.scoring.LoadedScorer;
import org.videoaction.model.scoring.ScoringSettings;
import org.videoaction.model.scoring.TestViews;
import org.videoaction.model.scoring.VideoScorer;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.ScoringDevice;

/**
 * Scores the videos of a partition; the same video has the same scores in whatever partition it is.
 *
 * @param model the hash of the model
 * @param file its name among Spark's files
 * @param fast whether decoding may leave out what hardly shows
 * @param batch clips at once
 */
record ScoreTask(String model, String file, TestViews views, boolean fast, String device, Precision precision, int batch,
    boolean features, boolean clips) implements MapPartitionsFunction<Row, Row> {

    /** Of one view, in multiply-accumulates, where nothing but a file knows the network: some fifty layers of a SlowFast one. */
    private static final long OF_UNKNOWN_NETWORK = 50_000_000_000L;

    @Override
    public Iterator<Row> call(Iterator<Row> rows) throws IOException {
        List<Row> videos = new ArrayList<>();
        rows.forEachRemaining(videos::add);
        return videos.isEmpty() ? videos.iterator() : score(videos).iterator();
    }

    private List<Row> score(List<Row> rows) throws IOException {
        String host = InetAddress.getLocalHost().getHostName();
        List<ListedVideo> videos = rows.stream().map(VideoRow::video).toList();
        Iterator<Row> listed = rows.iterator();
        List<ClipScore> clipsOfVideo = new ArrayList<>();
        List<Row> scored = new ArrayList<>();
        return ExecutorPool.with(this, () -> scorer(host), ready -> {
            VideoModel loaded = ready.model();
            try (ClipSource source = OnDemandClips.of(recipe(loaded), shown(videos), videos)) {
                ready.scorer().score(source, ScoreTask::goOn, clips ? clipsOfVideo::add : clip -> {}, score -> {
                    Row row = listed.next();
                    if (score.problem() != null) {
                        Survey.checkStillSeen(row);
                    }
                    scored.add(ScoreRow.of(VideoRow.number(row), score, clips ? clipsOfVideo : null, loaded.classes(),
                        host));
                    clipsOfVideo.clear();
                });
            }
            return scored;
        });
    }

    /** What the videos are labelled with, which need not be what the model knows. */
    private static Classes shown(List<ListedVideo> videos) {
        return Classes.sorted(videos.stream().flatMap(video -> video.labels().stream()));
    }

    /** A model that is ready; its weights are the network's alone. */
    private record Ready(VideoModel model, LoadedScorer scorer) {}

    private Ready scorer(String host) throws IOException {
        checkNumbers(host);
        VideoModel loaded = ModelFile.load(Path.of(SparkFiles.get(file)));
        VideoModel fitting = loaded.forClips(recipe(loaded).spec(loaded.classes()));
        return new Ready(fitting.withoutWeights(), new VideoScorer(fitting, settings()).load());
    }

    /**
     * Makes sure that this process computes in the numbers that the result is said to be of.
     *
     * @throws UnfitHost where it would compute in floats in the place of integers, as one machine does by itself
     */
    void checkNumbers(String host) throws UnfitHost {
        if (where().remark().isPresent()) {
            throw new UnfitHost(host, "libtorch has no 8-bit integers there, which it has for CPUs of x86 alone, and not in "
                + "every build",
                "Scores in 32-bit floats are not mixed with those of other hosts. Leave it out of the "
                    + "cluster, take --device cpu where it has a GPU, or choose --precision FP32 and another folder.");
        }
    }

    /** The numbers where nobody says them. They follow from the command: hosts that chose would mix them in one result. */
    static Precision usual(String device, VideoModel model) {
        boolean gpu = ScoringDevice.named(device, Optional.empty()).kind() == ScoringDevice.Kind.GPU;
        return gpu && !model.isForeign() ? Precision.BF16 : Precision.FP32;
    }

    /** How much work a video is. */
    Effort effort(VideoModel loaded) {
        return Effort.Decoding.of(recipe(loaded), loaded.isForeign() ? OF_UNKNOWN_NETWORK
            : Complexity.of(loaded.architecture().network(), loaded.input().frames(), loaded.input().width())
                .multiplyAccumulates());
    }

    private Recipe recipe(VideoModel loaded) {
        return views.recipe(loaded.test(), VideoLimits.DEFAULT.with(fast ? Decoding.FAST : Decoding.EXACT));
    }

    ScoringSettings settings() {
        return new ScoringSettings(batch, Optional.empty(), where(), features, clips, Optional.empty());
    }

    /** The device of each executor. */
    ScoringDevice where() {
        return ScoringDevice.named(device, Optional.of(precision));
    }

    static void goOn(double fraction, String message) {
        goOn(TaskContext.get());
    }

    /** @param task null outside of one */
    static void goOn(TaskContext task) {
        if (task != null && task.isInterrupted()) {
            throw new CancellationException("the task was killed");
        }
    }
}
