package org.videoaction.knime.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.node.InvalidSettingsException;
import org.videoaction.knime.Dialog;
import org.videoaction.knime.learn.X3dLearnerParameters.Expansion;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.X3d;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.training.CosineDecay;
import org.videoaction.model.training.PySlowFastSchedule;
import org.videoaction.model.training.TrainingPlan;
import org.videoaction.standin.ParameterXml;

class X3dLearnerParametersTest {

    private static X3dLearnerParameters with(Consumer<X3dLearnerParameters> change) {
        X3dLearnerParameters parameters = new X3dLearnerParameters();
        change.accept(parameters);
        return parameters;
    }

    private static X3d network(Consumer<X3dLearnerParameters> change) throws InvalidSettingsException {
        X3dLearnerParameters parameters = with(change);
        parameters.check();
        return (X3d) parameters.architecture(400);
    }

    @ParameterizedTest
    @CsvSource({"XS, x3d-xs", "S, x3d-s", "M, x3d-m", "L, x3d-l"})
    void anExpansionIsThePapersNetwork(Expansion expansion, String name) throws Exception {
        assertThat(network(p -> p.expansion = expansion)).isEqualTo(ModelZoo.entry(name).architecture());
    }

    /** Stages double the base of 8; one and a half times 1, 2, 5 and 3 blocks are rounded up. */
    @Test
    void everyFactorCanBeChosen() throws Exception {
        X3d network = network(p -> {
            p.baseWidth = 8;
            p.widthFactor = 1;
            p.depthFactor = Optional.of(1.5);
            p.bottleneckFactor = 3;
            p.training.dropout = 0.25;
        });
        assertThat(network.stem()).isEqualTo(8);
        assertThat(network.stages()).containsExactly(new X3d.Stage(2, 8, 24), new X3d.Stage(3, 16, 48),
            new X3d.Stage(8, 32, 96), new X3d.Stage(5, 64, 192));
        assertThat(network.dropout()).isEqualTo(0.25);
    }

    @Test
    void clipsOfSeveralLabelsGetTheirHead() throws Exception {
        assertThat(network(p -> p.training.loss.labels = LossParameters.Labels.SEVERAL).head().labels())
            .isEqualTo(Labels.SEVERAL);
    }

    @Test
    void whatMakesNoNetworkIsRefusedInWords() {
        assertThatExceptionOfType(InvalidSettingsException.class)
            .isThrownBy(with(p -> p.bottleneckFactor = 0.01)::check).withMessageContaining("at least one channel");
        assertThatExceptionOfType(InvalidSettingsException.class)
            .isThrownBy(with(p -> p.baseWidth = 0)::check).withMessageContaining("Set it to at least 1");
    }

    /** PySlowFast's X3D: 0.1 for 128 clips, 300 epochs, 35 of warm-up from a tenth, decay 5e-5 without batch normalization. */
    @Test
    void thePresetIsPySlowFastsRecipe() throws Exception {
        X3dLearnerParameters parameters = with(p -> {
            p.training.batchSize = 128;
            p.baseWidth = 4;
            p.depthFactor = Optional.of(1.0);
        });
        new Dialog(parameters, ClipTablePortObject.TYPE).set(OfPreset.Choice.class, Preset.X3D_300);
        parameters.check();
        assertThat(parameters.architecture(400)).isEqualTo(ModelZoo.entry("x3d-s").architecture());
        TrainingPlan plan = parameters.training().plan();
        assertThat(plan.epochs()).isEqualTo(300);
        assertThat(plan.schedule()).isEqualTo(new PySlowFastSchedule(0.1, 0.1 * 0.1, 35, new CosineDecay(300)));
        assertThat(plan.rules().optimizer()).isEqualTo(new Sgd(0.9, true, 5e-5, false, Double.POSITIVE_INFINITY));
    }

    @Test
    void savedSettingsAreReadAgain() throws Exception {
        X3dLearnerParameters parameters = with(p -> {
            p.expansion = Expansion.L;
            p.depthFactor = Optional.of(3.5);
            p.baseWidth = 8;
        });
        assertThat(ParameterXml.load(X3dLearnerParameters.class, ParameterXml.toSettings(parameters, "model"))
            .architecture(3)).isEqualTo(parameters.architecture(3));
    }
}
