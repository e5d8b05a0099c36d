package org.videoaction.knime.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.videoaction.knime.io.CheckpointsFolder;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Regions;
import org.videoaction.model.torch.AdamW;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.Loss;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.torch.Tuning;
import org.videoaction.model.training.Averaging;
import org.videoaction.model.training.BatchByMemory;
import org.videoaction.model.training.CheckpointFolder;
import org.videoaction.model.training.ClassSampling;
import org.videoaction.model.training.CosineDecay;
import org.videoaction.model.training.FewVideos;
import org.videoaction.model.training.Mixing;
import org.videoaction.model.training.MmactionSchedule;
import org.videoaction.model.training.MmactionSchedule.Rise;
import org.videoaction.model.training.PySlowFastSchedule;
import org.videoaction.model.training.StepDecay;
import org.videoaction.model.training.TrainingPlan;
import org.videoaction.standin.ParameterXml;

class TrainingParametersTest {

    private static TrainingParameters with(Consumer<TrainingParameters> change) {
        TrainingParameters parameters = new TrainingParameters();
        change.accept(parameters);
        return parameters;
    }

    private static TrainingPlan plan(Consumer<TrainingParameters> change) throws InvalidSettingsException {
        TrainingParameters parameters = with(change);
        parameters.check();
        return parameters.plan();
    }

    private static void assertInvalid(String message, Consumer<TrainingParameters> change) {
        assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(with(change)::check)
            .withMessageContaining(message);
    }

    @Test
    void withoutChangesTrainingIsPySlowFasts() throws Exception {
        assertThat(plan(p -> {}))
            .isEqualTo(new TrainingPlan(50, 8, new PySlowFastSchedule(0.0125, 0.0125 * 0.1, 5, new CosineDecay(50)),
                Sgd.PYSLOWFAST, 1));
    }

    @Test
    void adamWAveragesLayerWiseRatesAndRecomputingCanBeChosen() throws Exception {
        TrainingPlan plan = plan(p -> {
            p.optimizer.algorithm = OptimizerParameters.Algorithm.ADAMW;
            p.optimizer.adamWDecay = 0.05;
            p.optimizer.layerFactor = Optional.of(0.7);
            p.optimizer.average = OptimizerParameters.Average.SWA;
            p.largestGradientNorm = Optional.of(2.0);
            p.computing.recomputes = true;
        });
        assertThat(plan.rules().optimizer()).isEqualTo(new AdamW(0.9, 0.999, 1e-8, 0.05, false, 2));
        assertThat(plan.rules().tuning().layerDecay().factor()).isEqualTo(0.7);
        assertThat(plan.rules().recomputing()).isTrue();
        // three quarters of 50 epochs
        assertThat(plan.averaging()).isEqualTo(new Averaging.Equal(37));
        assertThat(plan(p -> p.optimizer.average = OptimizerParameters.Average.EMA).averaging())
            .isEqualTo(new Averaging.Exponential(0.99, true));
    }

    @Test
    void whereTheRateIsFoundFirstTheScheduleGivesSharesOfIt() throws Exception {
        TrainingPlan plan = plan(p -> {
            p.schedule.findsRate = true;
            p.learningRate = 0.3;
            p.referenceBatchSize = Optional.of(64);
            p.warmUpEpochs = 0;
        });
        assertThat(plan.findsRate()).isTrue();
        assertThat(plan.schedule().rate(0, 0, 10)).isEqualTo(1);
    }

    @Test
    void theMemoryDecidesTheBatchSizeUpToTheReferenceBatchSize() throws Exception {
        assertThat(plan(p -> {
            p.batchByMemory = true;
            p.referenceBatchSize = Optional.of(64);
        }).byMemory()).isEqualTo(new BatchByMemory(64, true));
        // without a reference batch size the rate is taken as it is
        assertThat(plan(p -> {
            p.batchByMemory = true;
            p.batchSize = 16;
        }).byMemory()).isEqualTo(new BatchByMemory(16, false));
        // a rate that is found is found for the batch
        assertThat(plan(p -> {
            p.batchByMemory = true;
            p.referenceBatchSize = Optional.of(64);
            p.schedule.findsRate = true;
        }).byMemory()).isEqualTo(new BatchByMemory(64, false));
    }

    @Test
    void theRateIsScaledFromTheReferenceBatchSize() throws Exception {
        // 0.1 for batches of 64
        TrainingPlan plan = plan(p -> {
            p.learningRate = 0.1;
            p.referenceBatchSize = Optional.of(64);
            p.batchSize = 16;
            p.warmUpEpochs = 0;
        });
        assertThat(plan.schedule().rate(0, 0, 10)).isCloseTo(0.025, within(1e-15));
    }

    @Test
    void csnIn58EpochsCanBeChosen() throws Exception {
        TrainingPlan plan = plan(p -> {
            p.epochs = 58;
            p.learningRate = 0.0005;
            p.warmUpEpochs = 16;
            p.schedule.fall = ScheduleParameters.Fall.STEPS;
            p.schedule.stepEpochs = "32, 48";
            p.schedule.rules = ScheduleParameters.Rules.MMACTION2_BY_EPOCH;
            p.fineTuning.frozenBatchNorm = true;
        });
        assertThat(plan.schedule()).isEqualTo(
            new MmactionSchedule(0.0005, 0.1, 16, Rise.BY_EPOCH, new StepDecay(List.of(32.0, 48.0), 0.1)));
        assertThat(plan.rules().tuning()).isEqualTo(new Tuning(0, true, 1));
    }

    @Test
    void everyPartOfThePlanCanBeChosen() throws Exception {
        TrainingPlan plan = plan(p -> {
            p.loss.labelSmoothing = 0.1;
            p.loss.classWeights = LossParameters.ClassWeights.BALANCED;
            p.computing.clipsAtOnce = Optional.of(3);
            p.computing.device.device = LearningDevice.Device.GPU;
            p.computing.device.gpus = 2;
            p.fineTuning.frozenStages = 2;
            p.fineTuning.backboneRate = 0.1;
            p.validation.everyEpochs = 5;
            p.validation.patience = Optional.of(4);
        });
        assertThat(plan.part()).isEqualTo(3);
        assertThat(plan.gpus()).isEqualTo(2);
        assertThat(plan.balanced()).isTrue();
        assertThat(plan.validateEvery()).isEqualTo(5);
        assertThat(plan.patience()).isEqualTo(4);
        assertThat(plan.rules()).isEqualTo(new LearningRules(Sgd.PYSLOWFAST, new Loss(0.1, List.of()),
            new Tuning(2, false, 0.1), Precision.BF16));
    }

    @Test
    void everythingForFewVideosCanBeChosen() throws Exception {
        TrainingPlan plan = plan(p -> {
            p.loss.labels = LossParameters.Labels.SEVERAL;
            p.loss.labelSmoothing = 0.1;
            p.fewVideos.sampling = FewVideosParameters.Sampling.SQUARE_ROOT;
            p.fewVideos.beta = Optional.of(0.99);
            p.fewVideos.gamma = Optional.of(2.0);
            p.fewVideos.alpha = Optional.of(0.25);
            p.fewVideos.mixup = Optional.of(0.8);
            p.fewVideos.cutmix = Optional.of(1.0);
            p.fewVideos.probability = 0.9;
            p.fewVideos.switching = 0.4;
        });
        assertThat(plan.fewVideos())
            .isEqualTo(new FewVideos(ClassSampling.SQUARE_ROOT, 0.99, new Mixing(0.8, 1, 0.9, 0.4)));
        assertThat(plan.rules().loss()).isEqualTo(new Loss(0.1, List.of(), new Loss.Focal(2, 0.25)));
    }

    @Test
    void whatDoesNotGoWithBoxesOrOneClassIsRefused() throws Exception {
        FewVideosParameters mixed = with(p -> p.fewVideos.cutmix = Optional.of(1.0)).fewVideos;
        mixed.check(Head.AVERAGE);
        assertThatExceptionOfType(InvalidSettingsException.class)
            .isThrownBy(() -> mixed.check(Head.detection(Regions.PYSLOWFAST)))
            .withMessageContaining("boxes cannot be mixed");
        FewVideosParameters sided = with(p -> p.fewVideos.alpha = Optional.of(0.25)).fewVideos;
        sided.check(Head.detection(Regions.PYSLOWFAST));
        sided.check(Head.MULTI_LABEL);
        assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(() -> sided.check(Head.AVERAGE))
            .withMessageContaining("class weights");
    }

    private static CheckpointsFolder folder(String path) {
        NodeSettings settings = new NodeSettings("checkpoints");
        settings.addString("folder", path);
        settings.addInt("every_steps", 0);
        try {
            return ParameterXml.load(CheckpointParameters.class, settings).folder;
        } catch (InvalidSettingsException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Consumer<TrainingParameters> stepwise(MultigridParameters.Cycles cycles, double epochFactor) {
        return p -> {
            p.epochs = 239;
            p.learningRate = 0.1;
            p.warmUpEpochs = 34;
            p.schedule.fall = ScheduleParameters.Fall.STEPS;
            p.schedule.stepEpochs = "94, 154, 196";
            p.multigrid.cycles = cycles;
            p.multigrid.epochFactor = epochFactor;
        };
    }

    /** Numbers of PySlowFast's recipe SLOWFAST_8x8_R50_stepwise_multigrid. */
    @Test
    void multigridHasTheEpochsAndRatesOfPySlowFast() throws Exception {
        TrainingPlan both = plan(stepwise(MultigridParameters.Cycles.LONG_AND_SHORT, 1.5));
        assertThat(both.epochs()).isEqualTo(358);
        assertThat(both.schedule().rate(73, 0, 10)).isCloseTo(0.4, within(1e-12));
        assertThat(both.multigrid().shape(0, 0).clips(64)).isEqualTo(1024);

        TrainingPlan shortCycle = plan(stepwise(MultigridParameters.Cycles.SHORT, 1.5));
        assertThat(shortCycle.epochs()).isEqualTo(358);
        assertThat(shortCycle.schedule().rate(140, 0, 10)).isCloseTo(0.1, within(1e-12));
        assertThat(shortCycle.schedule().rate(141, 0, 10)).isCloseTo(0.01, within(1e-12));

        assertThat(plan(stepwise(MultigridParameters.Cycles.OFF, 1.5)).epochs()).isEqualTo(239);
    }

    @Test
    void severalLabelsGiveTheNetworkItsHead() {
        assertThat(new LossParameters().head()).isEqualTo(Head.AVERAGE);
        assertThat(with(p -> p.loss.labels = LossParameters.Labels.SEVERAL).loss.head())
            .isEqualTo(Head.MULTI_LABEL);
    }

    @Test
    void checkpointsAreKeptWhereAFolderIsNamed() throws Exception {
        assertThat(new TrainingParameters().checkpoints.folder()).isEmpty();
        assertThat(with(p -> {
            p.checkpoints.folder = folder(" /data/run ");
            p.checkpoints.everySteps = Optional.of(100);
        }).checkpoints.folder()).contains(new CheckpointFolder(Path.of("/data/run"), 100));
    }

    @Test
    void settingsThatMeanNothingAreRefused() {
        assertInvalid("numbers with commas", p -> {
            p.schedule.fall = ScheduleParameters.Fall.STEPS;
            p.schedule.stepEpochs = "thirty";
        });
        assertInvalid("not in order", p -> {
            p.schedule.fall = ScheduleParameters.Fall.STEPS;
            p.schedule.stepEpochs = "30, 20";
        });
        assertInvalid("whole epochs, not 2.5", p -> {
            p.schedule.rules = ScheduleParameters.Rules.MMACTION2;
            p.warmUpEpochs = 2.5;
        });
        assertInvalid("five stages; 6 cannot", p -> p.fineTuning.frozenStages = 6);
        assertInvalid("not by both", p -> {
            p.loss.classWeights = LossParameters.ClassWeights.BALANCED;
            p.fewVideos.beta = Optional.of(0.99);
        });
        assertInvalid("schedule in steps with at least one milestone",
            p -> p.multigrid.cycles = MultigridParameters.Cycles.LONG_AND_SHORT);
        assertInvalid("is not a path", p -> p.checkpoints.folder = folder("a\0b"));
    }
}
