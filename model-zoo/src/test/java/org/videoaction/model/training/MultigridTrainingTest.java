package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.Pass;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.clip.VideoSampler;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoContent;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.Sgd;

/** Training whose batches change their shape. */
class MultigridTrainingTest {

    private static final SlowFast TINY = SlowFast.plain(50, 2, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0.2,
        6);
    private static final int BATCH = 2;
    private static final int FRAMES = 8;
    private static final int CROP = 64;
    private static final int EPOCHS = 4;
    /** The four shapes of a long cycle, an epoch each. */
    private static final Multigrid MULTIGRID = new Multigrid(
        IntStream.range(0, EPOCHS).mapToObj(stage -> new Multigrid.Stage(
            0, Multigrid.longAndShort(List.of(94, 154, 196), 239, 1).stages().get(stage).shape(), stage + 1)).toList(),
        true);
    private static final ClipSampling SAMPLING = new ClipSampling(new RandomClips(FRAMES, 2, 1),
        new SpatialSampling(CROP, 72, CROP, SpatialSampling.Place.RANDOM, false));

    @TempDir
    private static Path videos;

    @TempDir
    private Path folder;

    private static DatasetList list;

    @BeforeAll
    static void generateVideos() throws IOException {
        new MotionVideos(6, 0, 80, 24, 3).write(videos);
        list = DatasetList.read(ListFormat.PATH_LABEL, videos.resolve("train.txt"), null, videos.resolve("classes.txt"));
    }

    private ClipSource onDemand() throws IOException {
        Path file = folder.resolve("on-demand.arrow");
        sampler().sampleOnDemand(list.videos(), list.classes(), file, Progress.NONE);
        return ClipSource.open(file);
    }

    private static VideoSampler sampler() {
        return new VideoSampler(new Recipe(SAMPLING, VideoLimits.DEFAULT, Resize.FAST, 5), 2);
    }

    private static TrainingPlan plan(Multigrid multigrid) {
        return new TrainingPlan(EPOCHS, BATCH, new PySlowFastSchedule(0.01, 0.001, 1, new CosineDecay(EPOCHS)),
            Sgd.PYSLOWFAST,
            1).with(multigrid);
    }

    private static Trainer trainer(ClipSource source) {
        return new Trainer(new TrainingClips(source, Optional.of(source)), TINY, plan(MULTIGRID));
    }

    /** Clips that tell in which shapes they are read. */
    private record Told(ClipSource clips, List<Tuple> told) implements ClipSource {

        @Override
        public ClipSpec spec() {
            return clips.spec();
        }

        @Override
        public int size() {
            return clips.size();
        }

        @Override
        public String video(int clip) {
            return clips.video(clip);
        }

        @Override
        public String recipe() {
            return clips.recipe();
        }

        @Override
        public String segment(int clip) {
            return clips.segment(clip);
        }

        @Override
        public VideoContent content(int clip) throws IOException {
            return clips.content(clip);
        }

        @Override
        public String wholeContent(int clip, Runnable whileReading) throws IOException {
            return clips.wholeContent(clip, whileReading);
        }

        @Override
        public int label(int clip) {
            return clips.label(clip);
        }

        @Override
        public List<Integer> labels(int clip) {
            return clips.labels(clip);
        }

        @Override
        public int entry(int clip) {
            return clips.entry(clip);
        }

        @Override
        public void describe(Consumer<String> texts) {
            clips.describe(texts);
        }

        @Override
        public ClipBatches batches(Pass pass, Broken broken) {
            told.add(Tuple.tuple(pass.batch(), spec().frames(), spec().height(), pass.order().length));
            return clips.batches(pass, broken);
        }

        @Override
        public ClipBatches batches(PrimitiveIterator.OfInt order, int batch, long seed, Broken broken) {
            return clips.batches(order, batch, seed, broken);
        }

        @Override
        public Optional<ClipSource> resized(int frames, int side) {
            return clips.resized(frames, side).map(resized -> new Told(resized, told));
        }

        @Override
        public void close() {
            clips.close();
        }
    }

    @Test
    void clipsAreReadInTheShapesOfTheSchedule() throws Exception {
        List<Tuple> told = new ArrayList<>();
        try (ClipSource source = onDemand()) {
            List<Epoch> history = new Trainer(TrainingClips.of(new Told(source, told)), TINY, plan(MULTIGRID))
                .train(Progress.NONE).model().history();

            // batch, T, crop and clips, of 36 in an epoch; first 2 x 8 x 2 clips of a quarter of the frames and half the side,
            // the next 2 x 8 do not fit
            assertThat(told).containsExactlyInAnyOrder(Tuple.tuple(32, 2, 32, 32),
                // 2 x 4 x 2, 2 x 4 and 2 x 4
                Tuple.tuple(16, 4, 32, 16), Tuple.tuple(8, 4, 45, 16),
                // 2 x 2 x 4, 2 x 2 x 2, 2 x 2
                Tuple.tuple(16, 4, 32, 16), Tuple.tuple(8, 4, 45, 8), Tuple.tuple(4, 4, 64, 4),
                // 2 x 4, 2 x 2, 2, twice, and 2 x 4 once more
                Tuple.tuple(8, 8, 32, 24), Tuple.tuple(4, 8, 45, 8), Tuple.tuple(2, 8, 64, 4),
                // after each epoch all clips once more, whole, for the statistics of batch normalisation
                Tuple.tuple(2, 8, 64, 36), Tuple.tuple(2, 8, 64, 36), Tuple.tuple(2, 8, 64, 36), Tuple.tuple(2, 8, 64, 36));
            assertThat(history).extracting(Epoch::clips).containsExactly(32, 32, 28, 36);
            assertThat(history).allMatch(epoch -> Double.isFinite(epoch.loss()));
        }
    }

    @Test
    void cancelledTrainingGoesOnToTheSameModel() throws Exception {
        try (ClipSource source = onDemand()) {
            VideoModel uninterrupted = trainer(source).train(Progress.NONE).model();
            double[] furthest = {0};
            int[] steps = {0};
            assertThatExceptionOfType(CancellationException.class).isThrownBy(
                () -> trainer(source).keeping(new CheckpointFolder(folder.resolve("kept"), 1)).train((fraction, message) -> {
                    if (fraction > furthest[0] && ++steps[0] == 4) {
                        throw new CancellationException("enough");
                    }
                    furthest[0] = Math.max(furthest[0], fraction);
                }));

            VideoModel resumed = trainer(source).keeping(new CheckpointFolder(folder.resolve("kept"), 1))
                .train(Progress.NONE).model();

            uninterrupted.weights().values().forEach(
                (name, values) -> assertThat(resumed.weights().values().get(name)).as(name).isEqualTo(values));
            assertThat(resumed.history()).extracting(Epoch::loss, Epoch::validation).isEqualTo(uninterrupted.history()
                .stream().map(epoch -> Tuple.tuple(epoch.loss(), epoch.validation())).toList());
        }
    }

    @Test
    void clipsInAFileAreRefused() throws Exception {
        Path file = folder.resolve("written.arrow");
        sampler().sample(list.videos(), list.classes(), file, Progress.NONE);
        try (ClipSource written = ClipSource.open(file)) {
            assertThatExceptionOfType(TrainingException.class).isThrownBy(() -> trainer(written).train(Progress.NONE))
                .withMessageContaining("on demand");
        }
    }

    @Test
    void clipsThatWouldBecomeTooSmallForTheNetworkAreRefused() throws Exception {
        try (ClipSource source = onDemand()) {
            SlowFast fewFrames = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0.2, 6);
            assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> new Trainer(TrainingClips.of(source), fewFrames, plan(MULTIGRID)).train(Progress.NONE))
                .withMessageContaining("clips of 2 frames and 32 x 32 pixels").withMessageContaining("alpha = 4");
        }
    }
}
