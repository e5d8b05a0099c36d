package org.videoaction.knime.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.node.port.PortType;
import org.videoaction.knime.Dialog;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.torch.Tuning;
import org.videoaction.model.training.BatchByMemory;

class PresetTest {

    private static final PortType[] CLIPS = {ClipTablePortObject.TYPE};
    private static final PortType[] CLIPS_AND_MODEL = {ClipTablePortObject.TYPE, VideoModelPortObject.TYPE};

    private static List<Preset> of(LearnerParameters learner) {
        if (learner instanceof X3dLearnerParameters) {
            return new X3dTraining.Presets().choices(null);
        }
        return learner instanceof CsnLearnerParameters ? new CsnTraining.Presets().choices(null)
            : new SlowFastTraining.Presets().choices(null);
    }

    private static LearnerParameters another(LearnerParameters learner) {
        return learners().filter(other -> other.getClass() == learner.getClass()).findFirst().orElseThrow();
    }

    static Stream<LearnerParameters> learners() {
        return Stream.of(new SlowFastLearnerParameters(), new CsnLearnerParameters(), new X3dLearnerParameters());
    }

    static Stream<Arguments> presets() {
        return learners().flatMap(learner -> of(learner).stream().map(preset -> Arguments.of(preset, another(learner))));
    }

    static Stream<Arguments> pairs() {
        return learners().flatMap(learner -> of(learner).stream().flatMap(
            first -> of(learner).stream().map(second -> Arguments.of(first, second, another(learner)))));
    }

    private static Dialog chosen(Preset preset, LearnerParameters parameters) {
        return new Dialog(parameters, CLIPS).set(OfPreset.Choice.class, preset);
    }

    @Test
    void eachLearnerOffersItsOwn() {
        assertThat(new SlowFastTraining.Presets().choices(null)).noneMatch(preset -> preset.name().startsWith("CSN"));
        assertThat(new CsnTraining.Presets().choices(null)).noneMatch(preset -> preset.name().contains("SLOWFAST"));
        assertThat(new X3dTraining.Presets().choices(null)).containsExactly(Preset.CUSTOM, Preset.FEW_VIDEOS,
            Preset.FINE_TUNING, Preset.X3D_300);
        assertThat(learners().flatMap(learner -> of(learner).stream())).contains(Preset.values());
    }

    @ParameterizedTest
    @MethodSource("presets")
    void noPresetLeavesWhatIsRefused(Preset preset, LearnerParameters parameters) throws Exception {
        chosen(preset, parameters);
        parameters.validate();
        parameters.checkComplete();
        assertThat(preset.recipe() == null || parameters.training().recipe().equals(preset.recipe())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aPresetReplacesAllOfAnotherOne(Preset first, Preset second, LearnerParameters parameters) throws Exception {
        Dialog dialog = chosen(first, parameters).set(OfPreset.Choice.class, second);
        parameters.check();
        if (second != Preset.CUSTOM) {
            LearnerParameters alone = another(parameters);
            chosen(second, alone);
            assertThat(parameters.training().plan()).isEqualTo(alone.training().plan());
            if (second.width() != null) {
                assertThat(parameters.architecture(2)).isEqualTo(alone.architecture(2));
            }
            assertThat(dialog.open().value(OfPreset.Choice.class)).isEqualTo(second);
        }
    }

    @Test
    void thePresetForFewVideosFindsRateAndBatchSize() throws Exception {
        LearnerParameters parameters = new SlowFastLearnerParameters();
        chosen(Preset.FEW_VIDEOS, parameters);
        assertThat(parameters.training().plan().findsRate()).isTrue();
        assertThat(parameters.training().plan().byMemory()).isNotEqualTo(BatchByMemory.OFF);
    }

    /** Numbers of PySlowFast's and MMAction2's own configurations: alpha, fusion kernel, normalization of the fusion. */
    @Test
    void presetsOfSlowFastHaveThePathwaysOfTheirConfigurations() throws Exception {
        assertThat(slowFast(Preset.SLOWFAST_196)).isEqualTo(network(8, 5, true, FrameRule.LINSPACE));
        assertThat(slowFast(Preset.SLOWFAST_8X8_196)).isEqualTo(network(4, 7, true, FrameRule.LINSPACE));
        assertThat(slowFast(Preset.SLOWFAST_STEPS_239)).isEqualTo(network(4, 7, true, FrameRule.LINSPACE));
        assertThat(slowFast(Preset.MMACTION2_SLOWFAST_256)).isEqualTo(network(8, 5, false, FrameRule.STRIDE));
        assertThat(slowFast(Preset.MMACTION2_SLOWFAST_8X8_256)).isEqualTo(network(4, 7, false, FrameRule.STRIDE));
    }

    private static Object slowFast(Preset preset) {
        SlowFastLearnerParameters parameters = new SlowFastLearnerParameters();
        parameters.width = 24;
        chosen(preset, parameters);
        return parameters.architecture(3);
    }

    private static SlowFast network(int alpha, int kernel, boolean norm, FrameRule frames) {
        return SlowFast.plain(50, alpha, 8, 64, Lateral.convolution(kernel, norm), frames, 0.5, 3);
    }

    @Test
    void fewVideosGetANarrowNetworkAndAModelToStartFromKeepsItsOwn() throws Exception {
        CsnLearnerParameters parameters = new CsnLearnerParameters();
        chosen(Preset.FEW_VIDEOS, parameters);
        assertThat(((ChannelSeparated) parameters.architecture(3)).width()).isEqualTo(16);
        assertThat(parameters.training().plan().findsRate()).isTrue();
        parameters.width = 8;
        chosen(Preset.FINE_TUNING, parameters);
        assertThat(((ChannelSeparated) parameters.architecture(3)).width()).isEqualTo(8);
        assertThat(parameters.training().plan().findsRate()).isFalse();
        assertThat(parameters.training().plan().rules().tuning()).isEqualTo(new Tuning(1, true, 0.1));
    }

    @Test
    void aChangedSettingIsSaidAtOnceAndThePresetIsCustomWhenTheDialogOpensAgain() throws Exception {
        SlowFastLearnerParameters parameters = new SlowFastLearnerParameters();
        Dialog dialog = chosen(Preset.SLOWFAST_8X8_196, parameters);
        assertThat(dialog.messages()).noneMatch(message -> message.startsWith("Custom"));
        dialog.set(OfPreset.Epochs.class, 50).set(SlowFastTraining.LateralKernel.class, 5);
        assertThat(dialog.messages())
            .contains("Custom: The settings are no longer those of the preset: epochs, lateral kernel.");
        assertThat(dialog.open().value(OfPreset.Choice.class)).isEqualTo(Preset.CUSTOM);
        assertThat(parameters.training().epochs).isEqualTo(50);
        assertThat(dialog.messages()).noneMatch(message -> message.startsWith("Custom"));
    }

    private static Class<?> shown(LearnerParameters learner) {
        if (learner instanceof X3dLearnerParameters) {
            return X3dTraining.Shown.class;
        }
        return learner instanceof CsnLearnerParameters ? CsnTraining.Shown.class : SlowFastTraining.Shown.class;
    }

    /** In KNIME's dialog, what fills a setting sets off what that setting fills, whether its value has changed or not. */
    @ParameterizedTest
    @MethodSource("learners")
    void fillingEndsAfterOneRound(LearnerParameters parameters) {
        Dialog dialog = new Dialog(parameters, CLIPS);
        assertThat(dialog.triggers(shown(parameters))).containsExactly(Dialog.class);
    }

    @Test
    void settingsOfAnOldWorkflowCountWhateverItsPresetSays() throws Exception {
        SlowFastLearnerParameters parameters = new SlowFastLearnerParameters();
        parameters.training.preset = Preset.SLOWFAST_196;
        parameters.training.epochs = 7;
        new Dialog(parameters, CLIPS).open();
        assertThat(parameters.training().plan().epochs()).isEqualTo(7);
        assertThat(parameters.training.preset).isEqualTo(Preset.CUSTOM);
    }

    @Test
    void theLearningRateThatComesOfAReferenceIsShown() {
        SlowFastLearnerParameters parameters = new SlowFastLearnerParameters();
        Dialog dialog = new Dialog(parameters, CLIPS);
        assertThat(dialog.messages()).isEmpty();
        dialog.set(OfPreset.Choice.class, Preset.SLOWFAST_196);
        // 0.1 x 8 / 64
        assertThat(dialog.messages()).singleElement().asString().contains("0.1 for batches of 64",
            "0.0125 for batches of 8");
    }

    @Test
    void aPresetForAModelAsksForItsPort() {
        assertThat(chosen(Preset.FINE_TUNING, new CsnLearnerParameters()).messages())
            .anyMatch(message -> message.startsWith("This preset is for a model"));
        assertThat(new Dialog(new CsnLearnerParameters(), CLIPS_AND_MODEL)
            .set(OfPreset.Choice.class, Preset.FINE_TUNING).messages())
            .noneMatch(message -> message.startsWith("This preset is for a model"));
    }

    @Test
    void theLongCycleOfMultigridAsksForStepsAtOnce() {
        Dialog dialog = new Dialog(new SlowFastLearnerParameters(), CLIPS);
        dialog.set(OfPreset.Cycles.class, MultigridParameters.Cycles.LONG_AND_SHORT);
        assertThat(dialog.messages()).singleElement().asString().startsWith("The long cycle needs");
        dialog.set(OfPreset.Fall.class, ScheduleParameters.Fall.STEPS);
        assertThat(dialog.messages()).isEmpty();
    }

    @Test
    void theFirstScreenHasAtMostEightSettings() {
        assertThat(new Dialog(new SlowFastLearnerParameters(), CLIPS).firstScreen()).hasSize(8)
            .contains("Preset", "Alpha", "Width", "Epochs", "Batch size (clips)", "Learning rate")
            .doesNotContain("Frozen stages", "Device", "Patience");
        assertThat(new Dialog(new CsnLearnerParameters(), CLIPS).firstScreen()).hasSize(8).contains("Form");
        assertThat(new Dialog(new X3dLearnerParameters(), CLIPS).firstScreen()).hasSizeLessThanOrEqualTo(8)
            .contains("Expansion", "Epochs");
    }

    @Test
    void settingsOfFineTuningAppearWithTheModelsPort() {
        learners().forEach(learner -> assertThat(new Dialog(learner, CLIPS_AND_MODEL).firstScreen())
            .hasSize(8).contains("Frozen stages", "Frozen batch normalization", "Learning rate of the backbone")
            .doesNotContain("Width"));
    }
}
