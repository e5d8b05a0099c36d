package org.videoaction.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.Pass;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.clip.VideoSampler;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.SpatialSampling.Place;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.LoadedScorer;
import org.videoaction.model.scoring.ModelQuantizer;
import org.videoaction.model.scoring.QuantizationSettings;
import org.videoaction.model.scoring.ScoringSettings;
import org.videoaction.model.scoring.VideoScorer;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.ScoringNetwork;

/** Scores videos as Action Predictor does, in this warm process, and the parts of that on their own. */
final class WholeScoring implements AutoCloseable {

    private static final Architecture NETWORK = ModelZoo.entry("slowfast-4x16-r50").architecture();

    private final VideoModel model;
    private final ClipSource clips;
    private final int views;
    private Optional<VideoModel> quantized = Optional.empty();

    /** Wall-clock and CPU seconds, the process's user and system time. */
    record Seconds(double wall, double cpu) {}

    /** What is measured. */
    private interface Work {
        void run() throws IOException;
    }

    WholeScoring(ScoredVideos videos, Path table) throws IOException {
        VideoModel.Input input = new VideoModel.Input(ScoredVideos.FRAMES, videos.side(), videos.side(),
            ScoredVideos.STRIDE);
        this.model = VideoModel.untrained(NETWORK, input,
            Classes.numbered(NETWORK.classes()), 1);
        this.views = videos.views();
        List<ListedVideo> listed = videos.files().stream().map(file -> new ListedVideo(file, null)).toList();
        Recipe recipe = new Recipe(new ClipSampling(
            new UniformClips(ScoredVideos.FRAMES, ScoredVideos.STRIDE, ScoredVideos.CLIPS),
            new SpatialSampling(videos.shortSide(), videos.shortSide(), videos.side(), Place.THREE, false)),
            VideoLimits.DEFAULT, Resize.FAST, 0);
        new VideoSampler(recipe, 1).sampleOnDemand(listed, model.classes(), table, Progress.NONE);
        this.clips = ClipSource.open(table);
    }

    private static Seconds measure(Work work) throws IOException {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = process.getProcessCpuTime();
        long wall = System.nanoTime();
        work.run();
        return new Seconds((System.nanoTime() - wall) / 1e9, (process.getProcessCpuTime() - cpu) / 1e9);
    }

    /** The seconds on the wall from the files to the probabilities, the network loaded and warm. */
    static double seconds(ScoredVideos videos, ScoringDevice device) throws IOException {
        Path table = Files.createTempFile("views", ".arrow");
        try (WholeScoring scoring = new WholeScoring(videos, table);
            LoadedScorer scorer = new VideoScorer(scoring.model, ScoringSettings.AUTOMATIC.on(device)).load()) {
            scorer.score(scoring.clips, Progress.NONE, clip -> {}, video -> {});
            return measure(() -> scorer.score(scoring.clips, Progress.NONE, clip -> {}, video -> {})).wall();
        } finally {
            Files.delete(table);
        }
    }

    /** From the files to the probabilities, on the CPU. */
    Seconds whole(Precision precision) throws IOException {
        ScoringSettings settings = ScoringSettings.AUTOMATIC.on(ScoringDevice.named("cpu", Optional.of(precision)));
        return measure(() -> new VideoScorer(model, settings).score(clips, Progress.NONE));
    }

    /** The same in 8-bit integers, with the ranges of some of the clips. */
    Seconds wholeInIntegers() throws IOException {
        if (quantized.isEmpty()) {
            quantized = Optional
                .of(new ModelQuantizer(model, QuantizationSettings.DEFAULT).quantize(clips, Progress.NONE).model());
        }
        ScoringSettings integers = ScoringSettings.AUTOMATIC.on(ScoringDevice.named("cpu", Optional.of(Precision.INT8)));
        return measure(() -> new VideoScorer(quantized.orElseThrow(), integers).score(clips, Progress.NONE));
    }

    /** All clips are decoded, by as many threads as scoring uses, and dropped. */
    Seconds decoding() throws IOException {
        return measure(() -> {
            try (ClipBatches batches = clips.batches(Pass.inOrder(clips.size(), 1))) {
                while (batches.hasNext()) {
                    batches.next(() -> {});
                }
            }
        });
    }

    /** As many clips as there are views, one after the other, in a network that has seen one. */
    Seconds network() throws IOException {
        ByteBuffer clip = ByteBuffer.allocateDirect(clips.spec().clipBytes());
        try (ScoringNetwork network = new ScoringNetwork(NETWORK.network(), model.preprocessing(), model.weights())) {
            network.predict(clip, shape());
            return measure(() -> {
                for (int view = 0; view < views; view++) {
                    network.predict(clip, shape());
                }
            });
        }
    }

    private long[] shape() {
        return new long[] {1, clips.spec().channels(), ScoredVideos.FRAMES, clips.spec().height(), clips.spec().width()};
    }

    @Override
    public void close() throws IOException {
        clips.close();
    }
}
