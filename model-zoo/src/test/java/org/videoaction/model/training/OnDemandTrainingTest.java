package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipOrigin;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.clip.VideoSampler;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.saved.Provenance;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.Scores;
import org.videoaction.model.scoring.VideoScore;
import org.videoaction.model.scoring.VideoScorer;
import org.videoaction.model.torch.AdamW;
import org.videoaction.model.torch.Sgd;

/** Clips that are decoded while a network is trained or scores them. */
class OnDemandTrainingTest {

    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0.2,
        6);
    private static final SpatialSampling ANYWHERE = new SpatialSampling(32, 40, 32, SpatialSampling.Place.RANDOM, false);
    private static final SpatialSampling CENTRE = new SpatialSampling(32, 32, 32, SpatialSampling.Place.CENTRE, false);
    private static final ClipSampling RANDOM = new ClipSampling(new RandomClips(8, 2, 1), ANYWHERE);
    private static final ClipSampling EVEN = new ClipSampling(new UniformClips(8, 2, 2), CENTRE);

    @TempDir
    private static Path videos;

    @TempDir
    private Path folder;

    private static DatasetList list;

    @BeforeAll
    static void generateVideos() throws IOException {
        new MotionVideos(2, 0, 48, 24, 3).write(videos);
        list = DatasetList.read(ListFormat.PATH_LABEL, videos.resolve("train.txt"), null,
            videos.resolve("classes.txt"));
    }

    @AfterEach
    void noDecoderIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("video decoder");
    }

    private static VideoSampler sampler(ClipSampling sampling) {
        return new VideoSampler(new Recipe(sampling, VideoLimits.DEFAULT, Resize.FAST, 5), 2);
    }

    private ClipSource onDemand(ClipSampling sampling) throws IOException {
        Path file = folder.resolve("on-demand.arrow");
        sampler(sampling).sampleOnDemand(list.videos(), list.classes(), file, Progress.NONE);
        return ClipSource.open(file);
    }

    private ClipSource written(ClipSampling sampling) throws IOException {
        Path file = folder.resolve("written.arrow");
        sampler(sampling).sample(list.videos(), list.classes(), file, Progress.NONE);
        return ClipSource.open(file);
    }

    private static VideoModel train(ClipSource source, Progress progress) throws IOException, TrainingException {
        return trainer(source).train(progress).model();
    }

    private static Trainer trainer(ClipSource source) {
        TrainingPlan plan = new TrainingPlan(2, 4, new PySlowFastSchedule(0.05, 0.05, 0, new CosineDecay(2)), Sgd.PYSLOWFAST,
            1);
        return new Trainer(TrainingClips.of(source), TINY, plan);
    }

    private static float[] head(VideoModel model) {
        return model.weights().values().get("head.fc.weight");
    }

    @Test
    void theSameSeedGivesTheSameWeights() throws Exception {
        try (ClipSource source = onDemand(RANDOM)) {
            assertThat(head(train(source, Progress.NONE))).containsExactly(head(train(source, Progress.NONE)));
        }
    }

    @Test
    void clipsAtFixedPlacesTrainAndScoreAsWrittenOnesDo() throws Exception {
        try (ClipSource onDemand = onDemand(EVEN); ClipSource written = written(EVEN)) {
            VideoModel model = train(written, Progress.NONE);
            assertThat(head(train(onDemand, Progress.NONE))).containsExactly(head(model));

            List<VideoScore> scores = new VideoScorer(model, 3).score(onDemand, Progress.NONE);
            assertThat(scores).usingRecursiveComparison()
                .isEqualTo(new VideoScorer(model, 3).score(written, Progress.NONE));
            assertThat(scores).hasSize(12).allMatch(score -> score.views() == 2);
        }
    }

    @Test
    void trainingThatGoesOnInTheMiddleOfAnEpochSeesTheSameClips() throws Exception {
        CheckpointFolder checkpoints = new CheckpointFolder(folder.resolve("checkpoints"), 1);
        try (ClipSource source = onDemand(RANDOM)) {
            // 12 videos in batches of 4 are three steps: cancelled after the second of the second epoch
            assertThatThrownBy(() -> trainer(source).keeping(checkpoints).train((fraction, message) -> {
                if (fraction > 0.8) {
                    throw new CancellationException("enough");
                }
            })).isInstanceOf(CancellationException.class);
            assertThat(folder.resolve("checkpoints/step.checkpoint")).exists();
            VideoModel resumed = trainer(source).keeping(checkpoints).train(Progress.NONE).model();
            assertThat(head(resumed)).containsExactly(head(train(source, Progress.NONE)));
        }
    }

    @Test
    void cancellingStopsDecoding() throws Exception {
        try (ClipSource source = onDemand(RANDOM)) {
            assertThatThrownBy(() -> train(source, (fraction, message) -> {
                if (fraction > 0.3) {
                    throw new CancellationException("enough");
                }
            })).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void aVideoThatIsGoneIsNotScoredAndTheOthersAre() throws Exception {
        try (ClipSource source = onDemand(EVEN)) {
            VideoModel model = train(source, Progress.NONE);
            List<VideoScore> all = new VideoScorer(model, 2).score(source, Progress.NONE);
            Path gone = list.videos().get(3).video();
            Path kept = Files.move(gone, folder.resolve("kept.mp4"));
            try {
                Scores scores = new VideoScorer(model, 2).scoreReadable(source, Progress.NONE, clip -> {});

                List<VideoScore> expected = new ArrayList<>(all);
                expected.set(3, VideoScore.broken(gone.toString(), all.get(3).labels(), "does not exist"));
                assertThat(scores.videos()).usingRecursiveFieldByFieldElementComparator().isEqualTo(expected);
                assertThatIOException().isThrownBy(() -> new VideoScorer(model, 2).score(source, Progress.NONE))
                    .withMessageContaining(gone.toString());
            } finally {
                Files.move(kept, gone);
            }
        }
    }

    /** A table that lacks the second video of its list gives a row for it, where the list has it. */
    @Test
    void aVideoThatClipsLackHasARowWithTheReason() throws Exception {
        List<ListedVideo> listed = new ArrayList<>(list.videos());
        Path broken = folder.resolve("broken.mp4");
        listed.add(1, new ListedVideo(broken, "spin"));
        VideoModel model;
        try (ClipSource whole = written(EVEN)) {
            model = train(whole, Progress.NONE);
        }
        Path file = folder.resolve("some.arrow");
        sampler(EVEN).sample(listed, list.classes(), file, Progress.NONE);
        try (ClipSource some = ClipSource.open(file)) {
            Scores scores = new VideoScorer(model, 2).scoreReadable(some, Progress.NONE, clip -> {});
            assertThat(scores.videos()).extracting(VideoScore::video)
                .isEqualTo(listed.stream().map(video -> video.video().toString()).toList());
            assertThat(scores.broken()).usingRecursiveFieldByFieldElementComparator()
                .containsExactly(VideoScore.broken(broken.toString(), List.of("spin"), "does not exist"));
        }
    }

    @Test
    void aVideoThatIsGoneIsLeftOutOfTrainingAndNamedOnce() throws Exception {
        try (ClipSource source = onDemand(RANDOM)) {
            Path gone = list.videos().get(3).video();
            Path kept = Files.move(gone, folder.resolve("kept.mp4"));
            try {
                TrainingResult result = trainer(source).train(Progress.NONE);
                assertThat(result.remarks()).filteredOn(remark -> remark.startsWith("Left out")).singleElement()
                    .asString().contains(gone.toString());
                // of 12 videos in three batches of 4 each epoch
                assertThat(result.model().history()).allSatisfy(epoch -> assertThat(epoch.clips()).isEqualTo(11));
            } finally {
                Files.move(kept, gone);
            }
        }
    }

    @Test
    void validationOverFewerClipsThanThereAreIsSaidAsSuchOnce() throws Exception {
        try (ClipSource training = written(EVEN); ClipSource validation = onDemand(EVEN)) {
            Path gone = list.videos().get(3).video();
            Path kept = Files.move(gone, folder.resolve("kept.mp4"));
            try {
                TrainingPlan plan = new TrainingPlan(2, 4, new PySlowFastSchedule(0.05, 0.05, 0, new CosineDecay(2)),
                    Sgd.PYSLOWFAST, 1);
                TrainingResult result = new Trainer(new TrainingClips(training, Optional.of(validation)), TINY, plan)
                    .train(Progress.NONE);
                // 12 videos of 2 clips each
                assertThat(result.remarks()).filteredOn(remark -> remark.startsWith("Validation"))
                    .containsExactly("Validation is of 22 of 24 clips; the others could not be read.");
            } finally {
                Files.move(kept, gone);
            }
        }
    }

    @Test
    void noVideoThatIsLeftEndsTrainingWithTheirNames() throws Exception {
        try (ClipSource source = onDemand(RANDOM)) {
            Path hidden = folder.resolve("hidden");
            Files.createDirectory(hidden);
            for (var video : list.videos()) {
                Files.move(video.video(), hidden.resolve(video.video().getFileName()));
            }
            try {
                assertThatIOException().isThrownBy(() -> train(source, Progress.NONE))
                    .withMessageContaining("None of the videos")
                    .withMessageContaining(list.videos().get(0).video().toString());
            } finally {
                for (var video : list.videos()) {
                    Files.move(hidden.resolve(video.video().getFileName()), video.video());
                }
            }
        }
    }

    private VideoModel trainedOn(List<ListedVideo> those, Optional<VideoModel> start)
        throws IOException, TrainingException {
        return trainedOn(those, start, ClipFacts.HERE);
    }

    private VideoModel trainedOn(List<ListedVideo> those, Optional<VideoModel> start, ClipFacts facts)
        throws IOException, TrainingException {
        return trainedOn(those, start, facts, new TrainingPlan(1, 4,
            new PySlowFastSchedule(0.05, 0.05, 0, new CosineDecay(1)), Sgd.PYSLOWFAST, 3));
    }

    private VideoModel trainedOn(List<ListedVideo> those, Optional<VideoModel> start, ClipFacts facts, TrainingPlan plan)
        throws IOException, TrainingException {
        Path file = folder.resolve("provenance.arrow");
        sampler(RANDOM).sampleOnDemand(those, list.classes(), file, Progress.NONE);
        try (ClipSource clips = ClipSource.open(file)) {
            Trainer trainer = new Trainer(TrainingClips.of(clips), TINY, plan).knowing(facts);
            start.ifPresent(trainer::startingFrom);
            return trainer.train(Progress.NONE).model();
        }
    }

    private static List<Provenance.Step> untimed(VideoModel model) {
        return model.provenance().steps().stream().map(Provenance.Step::untimed).toList();
    }

    @Test
    void modelsOfTheSameProvenanceAreEqualToTheLastBit() throws IOException, TrainingException {
        VideoModel first = trainedOn(list.videos(), Optional.empty());
        assertSame(first, trainedOn(list.videos(), Optional.empty()));

        // all that draws random numbers or keeps something from step to step
        TrainingPlan full = new TrainingPlan(2, 4, new PySlowFastSchedule(0.5, 0.1, 1, new CosineDecay(2)), AdamW.TORCH, 9)
            .with(new Averaging.Exponential(0.9, true)).findingRate()
            .with(FewVideos.OFF.with(ClassSampling.EQUAL).with(new Mixing(0.8, 1, 1, 0.5)));
        assertSame(trainedOn(list.videos(), Optional.of(first), ClipFacts.HERE, full),
            trainedOn(list.videos(), Optional.of(first), ClipFacts.HERE, full));
    }

    private static void assertSame(VideoModel first, VideoModel again) {
        assertThat(untimed(again)).isEqualTo(untimed(first));
        again.weights().values().forEach((name, values) -> assertThat(values).as(name)
            .containsExactly(first.weights().values().get(name)));
    }

    @Test
    void theProvenanceNamesVideosSettingsVersionsAndMachine() throws IOException, TrainingException {
        Provenance.Step step = trainedOn(list.videos(), Optional.empty()).provenance().steps().get(0);
        assertThat(step.data().get("training").list()).extracting(ClipOrigin.Video::path)
            .containsExactlyElementsOf(list.videos().stream()
                .map(video -> videos.relativize(video.video()).toString().replaceFirst("train.", "")).toList());
        assertThat(step.settings()).containsEntry("epochs", "1").containsEntry("batch", "4").containsEntry("seed", "3")
            .containsEntry("rules.optimizer.momentum", "0.9");
        assertThat(step.data().get("training").sampling()).containsEntry("seed", "5");
        assertThat(step.software()).containsOnlyKeys("videoaction", "libtorch", "FFmpeg", "Java");
        assertThat(step.software().get("libtorch")).startsWith("2.");
        assertThat(step.software().get("FFmpeg")).matches("\\d+\\.\\d.*");
        assertThat(step.machine()).containsKeys("processor", "threads", "system").containsEntry("device", "CPU");
    }

    @Test
    void aProvenanceThatOthersReadIsTheSame() throws IOException, TrainingException {
        VideoModel here = trainedOn(list.videos(), Optional.empty());
        List<String> asked = new ArrayList<>();
        VideoModel elsewhere = trainedOn(list.videos(), Optional.empty(), new ClipFacts() {

            @Override
            public String wholeContent(ClipSource clips, int clip, Runnable whileReading) throws IOException {
                asked.add(clips.video(clip));
                return ClipFacts.super.wholeContent(clips, clip, whileReading);
            }
        });
        assertThat(untimed(elsewhere)).isEqualTo(untimed(here));
        assertThat(asked).containsExactlyElementsOf(list.videos().stream().map(video -> video.video().toString()).toList());
        VideoModel other = trainedOn(list.videos(), Optional.empty(), new ClipFacts() {

            @Override
            public String wholeContent(ClipSource clips, int clip, Runnable whileReading) {
                return "0123456789abcdef".repeat(4);
            }
        });
        assertThat(other.provenance().steps().get(0).data().get("training").list()).extracting(ClipOrigin.Video::hash)
            .containsOnly("0123456789abcdef");
    }

    @Test
    void aChangedVideoGivesAnotherFingerprint() throws IOException, TrainingException {
        List<ListedVideo> changed = new ArrayList<>(list.videos());
        Path copy = folder.resolve(changed.get(0).video().getFileName());
        byte[] bytes = Files.readAllBytes(changed.get(0).video());
        // behind its end, where no decoder looks
        Files.write(copy, Arrays.copyOf(bytes, bytes.length + 1));
        changed.set(0, new ListedVideo(copy, changed.get(0).label()));
        ClipOrigin before = trainedOn(list.videos(), Optional.empty()).provenance().steps().get(0).data().get("training");
        ClipOrigin after = trainedOn(changed, Optional.empty()).provenance().steps().get(0).data().get("training");
        assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
        assertThat(after.list().get(0).hash()).isNotEqualTo(before.list().get(0).hash());
        assertThat(after.list().get(1).hash()).isEqualTo(before.list().get(1).hash());
    }

    @Test
    void aModelThatWasTrainedFurtherTellsBothTrainings() throws IOException, TrainingException {
        VideoModel first = trainedOn(list.videos(), Optional.empty());
        VideoModel second = trainedOn(list.videos(), Optional.of(first));
        assertThat(second.provenance().steps()).hasSize(2).first().isEqualTo(first.provenance().steps().get(0));
        assertThat(second.provenance().steps().get(1).start())
            .containsEntry("its weights", first.provenance().steps().get(0).result().get("weights"));
    }
}
