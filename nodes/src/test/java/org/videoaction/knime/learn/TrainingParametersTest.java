package org.videoaction.knime.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.videoaction.knime.io.CheckpointsFolder;
import org.videoaction.model.network.Head;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.Loss;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.torch.Tuning;
import org.videoaction.model.training.CheckpointFolder;
import org.videoaction.model.training.CosineDecay;
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
    void theRateIsScaledFromTheReferenceBatchSize() throws Exception {
        // 0.1 for batches of 64
        TrainingPlan plan = plan(p -> {
            p.m_learningRate = 0.1;
            p.m_referenceBatchSize = 64;
            p.m_batchSize = 16;
            p.m_warmUpEpochs = 0;
        });
        assertThat(plan.schedule().rate(0, 0, 10)).isCloseTo(0.025, within(1e-15));
    }

    @Test
    void csnIn58EpochsCanBeChosen() throws Exception {
        TrainingPlan plan = plan(p -> {
            p.m_epochs = 58;
            p.m_learningRate = 0.0005;
            p.m_warmUpEpochs = 16;
            p.m_schedule.m_fall = ScheduleParameters.Fall.STEPS;
            p.m_schedule.m_stepEpochs = "32, 48";
            p.m_schedule.m_rules = ScheduleParameters.Rules.MMACTION2_BY_EPOCH;
            p.m_fineTuning.m_frozenBatchNorm = true;
        });
        assertThat(plan.schedule()).isEqualTo(
            new MmactionSchedule(0.0005, 0.1, 16, Rise.BY_EPOCH, new StepDecay(List.of(32.0, 48.0), 0.1)));
        assertThat(plan.rules().tuning()).isEqualTo(new Tuning(0, true, 1));
    }

    @Test
    void everyPartOfThePlanCanBeChosen() throws Exception {
        TrainingPlan plan = plan(p -> {
            p.m_loss.m_labelSmoothing = 0.1;
            p.m_loss.m_classWeights = LossParameters.ClassWeights.BALANCED;
            p.m_computing.m_clipsAtOnce = 3;
            p.m_computing.m_gpus = 2;
            p.m_fineTuning.m_frozenStages = 2;
            p.m_fineTuning.m_backboneRate = 0.1;
            p.m_validation.m_everyEpochs = 5;
            p.m_validation.m_patience = 4;
        });
        assertThat(plan.part()).isEqualTo(3);
        assertThat(plan.gpus()).isEqualTo(2);
        assertThat(plan.balanced()).isTrue();
        assertThat(plan.validateEvery()).isEqualTo(5);
        assertThat(plan.patience()).isEqualTo(4);
        assertThat(plan.rules()).isEqualTo(new LearningRules(Sgd.PYSLOWFAST, new Loss(0.1, List.of()),
            new Tuning(2, false, 0.1), Precision.BF16));
    }

    private static CheckpointsFolder folder(String path) {
        NodeSettings settings = new NodeSettings("checkpoints");
        settings.addString("folder", path);
        settings.addInt("every_steps", 0);
        try {
            return ParameterXml.load(CheckpointParameters.class, settings).m_folder;
        } catch (InvalidSettingsException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Consumer<TrainingParameters> stepwise(MultigridParameters.Cycles cycles, double epochFactor) {
        return p -> {
            p.m_epochs = 239;
            p.m_learningRate = 0.1;
            p.m_warmUpEpochs = 34;
            p.m_schedule.m_fall = ScheduleParameters.Fall.STEPS;
            p.m_schedule.m_stepEpochs = "94, 154, 196";
            p.m_multigrid.m_cycles = cycles;
            p.m_multigrid.m_epochFactor = epochFactor;
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
        assertThat(with(p -> p.m_loss.m_labels = LossParameters.Labels.SEVERAL).m_loss.head())
            .isEqualTo(Head.MULTI_LABEL);
    }

    @Test
    void checkpointsAreKeptWhereAFolderIsNamed() throws Exception {
        assertThat(new TrainingParameters().m_checkpoints.folder()).isEmpty();
        assertThat(with(p -> {
            p.m_checkpoints.m_folder = folder(" /data/run ");
            p.m_checkpoints.m_everySteps = 100;
        }).m_checkpoints.folder()).contains(new CheckpointFolder(Path.of("/data/run"), 100));
    }

    @Test
    void settingsThatMeanNothingAreRefused() {
        assertInvalid("numbers with commas", p -> {
            p.m_schedule.m_fall = ScheduleParameters.Fall.STEPS;
            p.m_schedule.m_stepEpochs = "thirty";
        });
        assertInvalid("not in order", p -> {
            p.m_schedule.m_fall = ScheduleParameters.Fall.STEPS;
            p.m_schedule.m_stepEpochs = "30, 20";
        });
        assertInvalid("whole epochs, not 2.5", p -> {
            p.m_schedule.m_rules = ScheduleParameters.Rules.MMACTION2;
            p.m_warmUpEpochs = 2.5;
        });
        assertInvalid("five stages; 6 cannot", p -> p.m_fineTuning.m_frozenStages = 6);
        assertInvalid("one class each", p -> {
            p.m_loss.m_labels = LossParameters.Labels.SEVERAL;
            p.m_loss.m_labelSmoothing = 0.1;
        });
        assertInvalid("at least one", p -> p.m_multigrid.m_cycles = MultigridParameters.Cycles.LONG_AND_SHORT);
        assertInvalid("is not a path", p -> p.m_checkpoints.m_folder = folder("a\0b"));
    }
}
