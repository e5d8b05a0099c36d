package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.Augmentation;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.ColourJitter;
import org.videoaction.data.sampling.RandAugment;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.ChannelSeparated.Interaction;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.Loss;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.torch.Tuning;

/** Training with all that there is for few videos and unequal classes. */
class FewVideosTrainingTest {

    private static final ChannelSeparated TINY = new ChannelSeparated(Interaction.REDUCED, 50, 4, 1e-3, 0.2, 6);

    @TempDir
    private static Path videos;

    @TempDir
    private Path folder;

    private static DatasetList list;

    @BeforeAll
    static void generateVideos() throws IOException {
        new MotionVideos(3, 0, 80, 24, 3).write(videos);
        list = DatasetList.read(ListFormat.PATH_LABEL, videos.resolve("train.txt"), null, videos.resolve("classes.txt"));
    }

    private static ClipSource clips() {
        return clips(Augmentation.NONE);
    }

    /** Three videos of the first class, one of each of the others. */
    private static ClipSource clips(Augmentation augmentation) {
        List<ListedVideo> unequal = list.videos().stream().filter(video -> list.classes().index(video.label()) == 0
            || video.name().contains("0.")).toList();
        SpatialSampling space = new SpatialSampling(64, 72, 64, SpatialSampling.Place.RANDOM, false);
        Recipe recipe = new Recipe(new ClipSampling(new RandomClips(8, 2, 2), space, ColourJitter.NONE, 0, augmentation),
            VideoLimits.DEFAULT, Resize.FAST, 5);
        return OnDemandClips.of(recipe, list.classes(), unequal);
    }

    private static TrainingPlan plan() {
        return new TrainingPlan(2, 4, new PySlowFastSchedule(0.05, 0.05, 0, new CosineDecay(2)), Sgd.PYSLOWFAST, 1);
    }

    private static TrainingPlan everything() {
        Loss loss = new Loss(0.1, List.of(), new Loss.Focal(1.5, null));
        TrainingPlan plan = new TrainingPlan(2, 4, 2, 0, plan().schedule(),
            new LearningRules(Sgd.PYSLOWFAST, loss, Tuning.EVERYTHING, Precision.FP32), false, 1, 0, Multigrid.SHORT, 1);
        return plan.with(new FewVideos(ClassSampling.EQUAL, 0.9, new Mixing(0.8, 1, 0.9, 0.5)));
    }

    @ParameterizedTest
    @EnumSource(Labels.class)
    void cancelledTrainingGoesOnToTheSameModel(Labels labels) throws Exception {
        ChannelSeparated network = labels == Labels.ONE ? TINY : TINY.with(Head.MULTI_LABEL, 6);
        Augmentation augmentation = new Augmentation(0.1, 0.3, 0.1, new RandAugment(7, 2), 0.25, 2, true);
        try (ClipSource clips = clips(augmentation)) {
            Trainer whole = new Trainer(TrainingClips.of(clips), network, everything());
            VideoModel uninterrupted = whole.train(Progress.NONE).model();
            Trainer kept = new Trainer(TrainingClips.of(clips), network, everything())
                .keeping(new CheckpointFolder(folder.resolve("kept"), 1));
            double[] furthest = {0};
            int[] steps = {0};
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> kept.train((fraction, message) -> {
                if (fraction > furthest[0] && ++steps[0] == 2) {
                    throw new CancellationException("enough");
                }
                furthest[0] = Math.max(furthest[0], fraction);
            }));
            VideoModel resumed = kept.train(Progress.NONE).model();
            uninterrupted.weights().values().forEach(
                (name, values) -> assertThat(resumed.weights().values().get(name)).as(name).isEqualTo(values));
            assertThat(resumed.history()).extracting(Epoch::loss, Epoch::top1).isEqualTo(uninterrupted.history().stream()
                .map(epoch -> Tuple.tuple(epoch.loss(), epoch.top1())).toList());
        }
    }

    /** What version 1.0.0 wrote into checkpoints, word by word. */
    @Test
    void withoutAnyOfItATrainingIsTheOneThatItWas() throws Exception {
        try (ClipSource clips = clips()) {
            TrainingSettings settings = TrainingSettings.of(TrainingClips.of(clips), ClipFacts.HERE, TINY, plan(),
                Weights.initial(TINY.network(), 1));
            assertThat(settings.values().keySet()).containsExactly("network", "epochs", "batch", "part", "gpus", "schedule",
                "rules", "balanced", "validateEvery", "patience", "multigrid", "seed", "clips", "validation clips",
                "first weights");
            assertThat(settings.values()).containsEntry("rules", "{sgd={momentum=0.9, nesterov=true, weightDecay=1.0E-4, "
                + "decayBatchNorm=false, largestNorm=Infinity}, loss={smoothing=0.0, classWeights=[]}, "
                + "tuning={frozenStages=0, frozenBatchNorm=false, backboneRate=1.0}, precision=FP32}");
        }
    }

    @Test
    void twoKindsOfClassWeightsAtOnceAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TrainingPlan(1, 4, 4, 0, plan().schedule(), plan().rules(),
            true, 1, 0, Multigrid.NONE, 1).with(FewVideos.OFF.withBeta(0.99))).withMessageContaining("not by both");
        assertThatIllegalArgumentException().isThrownBy(() -> FewVideos.OFF.withBeta(1)).withMessageContaining("below 1");
    }
}
