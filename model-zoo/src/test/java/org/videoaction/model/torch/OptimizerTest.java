package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;

/** How weights move where gradients are known, and what is remembered. */
class OptimizerTest {

    private static final Network TINY = SlowFast.plain(50, 4, 4, 8, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 3)
        .network();
    private static final Weights FIRST = Weights.initial(TINY, 7);
    private static final double RATE = 0.5;

    /** Computes with a network's learning. */
    private interface Work {
        void with(TorchNetwork network, TorchLearning learning);
    }

    private static void learning(Optimizer optimizer, Tuning tuning, Work work) {
        LearningRules rules = new LearningRules(optimizer, Loss.PLAIN, tuning, Precision.FP32);
        try (TorchNetwork network = new TorchNetwork(TINY, Preprocessing.KINETICS, FIRST);
            TorchLearning learning = network.learning(rules)) {
            work.with(network, learning);
        }
    }

    @Test
    void threeStepsOfAdamWAreTorchs() {
        double[] weights = {0.5, -1.25, 2, 0.03};
        double[][] gradients = {{0.1, -2, 0, 1e-4}, {0.3, 1, -0.5, -1e-4}, {-0.2, 0.5, 4, 3e-4}};
        // torch.optim.AdamW of 2.13, lr=0.05, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.1
        double[][] torch = {{0.4475004971027374, -1.193750023841858, 1.9900000095367432, -0.019654951989650726},
            {0.3985341787338257, -1.1771583557128906, 2.0188393592834473, -0.014056126587092876},
            {0.3867280185222626, -1.1715881824493408, 1.977825403213501, -0.04367006570100784}};
        double[] mean = new double[4];
        double[] squares = new double[4];
        try (ScriptModule script = new ScriptModule(
            new LearningScript(TINY, Preprocessing.KINETICS, LearningRules.plain(AdamW.TORCH), false).text(), Device.cpu());
            NDManager manager = script.manager().newSubManager()) {
            NDArray w = floats(manager, weights);
            NDArray g = floats(manager, new double[4]);
            NDArray v = floats(manager, new double[4]);
            NDArray q = floats(manager, new double[4]);
            for (int step = 1; step <= 3; step++) {
                script.run("copy", list(g), list(floats(manager, gradients[step - 1])));
                script.run("adapt", list(w), list(g), list(v), list(q), IValue.from((double) step), IValue.from(0.05),
                    IValue.from(0.8), IValue.from(0.95), IValue.from(0.1), IValue.from(1e-6));
                for (int i = 0; i < 4; i++) {
                    mean[i] += 0.2 * (gradients[step - 1][i] - mean[i]);
                    squares[i] += 0.05 * (gradients[step - 1][i] * gradients[step - 1][i] - squares[i]);
                    weights[i] -= 0.05 * 0.1 * weights[i];
                    weights[i] -= 0.05 * mean[i] / (1 - Math.pow(0.8, step))
                        / (Math.sqrt(squares[i] / (1 - Math.pow(0.95, step))) + 1e-6);
                    assertThat((double) w.toFloatArray()[i]).as("weight %d after step %d", i, step)
                        .isCloseTo(torch[step - 1][i], within(2e-7)).isCloseTo(weights[i], within(5e-7));
                }
                assertThat(g.toFloatArray()).as("gradients are used up").containsOnly(0);
            }
        }
    }

    private static NDArray floats(NDManager manager, double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return manager.create(floats);
    }

    private static IValue list(NDArray array) {
        return ScriptModule.list(List.of(array));
    }

    @Test
    void withoutGradientsAdamWLetsKernelsAndMatricesDecayAlone() {
        learning(new AdamW(0.9, 0.999, 1e-8, 0.1, false, Double.POSITIVE_INFINITY), Tuning.EVERYTHING,
            (network, learning) -> {
                learning.move(RATE);
                for (Parameter parameter : TINY.parameters()) {
                    boolean vector = parameter.name().endsWith("bias") || parameter.role().ofBatchNorm();
                    assertScaled(network, parameter, vector ? 1 : 1 - RATE * 0.1);
                }
            });
        learning(new AdamW(0.9, 0.999, 1e-8, 0.1, true, Double.POSITIVE_INFINITY), Tuning.EVERYTHING,
            (network, learning) -> {
                learning.move(RATE);
                TINY.parameters().stream().filter(parameter -> parameter.role().learned())
                    .forEach(parameter -> assertScaled(network, parameter, 1 - RATE * 0.1));
            });
    }

    @Test
    void eachStageMovesAtSoMuchOfTheRateOfTheStageAboveIt() {
        Tuning tuning = new Tuning(0, false, 0.5).with(new LayerDecay(0.8));
        Sgd decay = new Sgd(0, false, 0.1, true, Double.POSITIVE_INFINITY);
        AdamW adamW = new AdamW(0.9, 0.999, 1e-8, 0.1, true, Double.POSITIVE_INFINITY);
        for (Optimizer optimizer : List.of(decay, adamW)) {
            learning(optimizer, tuning, (network, learning) -> {
                learning.move(RATE);
                for (Parameter parameter : TINY.parameters()) {
                    if (parameter.role().learned()) {
                        assertScaled(network, parameter, 1 - RATE * 0.1 * share(parameter.name()));
                    }
                }
            });
        }
    }

    private static double share(String name) {
        List<String> fromTheHead = List.of("head", "res5", "res4", "res3", "res2", "stem");
        int below = fromTheHead.indexOf(fromTheHead.stream().filter(name::contains).findFirst().orElseThrow());
        return below == 0 ? 1 : 0.5 * Math.pow(0.8, below);
    }

    private static void assertScaled(TorchNetwork network, Parameter parameter, double factor) {
        float[] before = FIRST.of(parameter);
        float[] after = network.weights().of(parameter);
        for (int i = 0; i < before.length; i += 1 + before.length / 10) {
            assertThat((double) after[i]).as("%s of %s", i, parameter.name())
                .isCloseTo(before[i] * factor, within(1e-6 * Math.max(1, Math.abs(before[i]))));
        }
    }

    @Test
    void anAverageMovesByItsShareAndTradesPlacesWithTheWeights() {
        Parameter gamma = TINY.parameters().stream().filter(parameter -> parameter.name().equals("slow.stem.bn.weight"))
            .findFirst().orElseThrow();
        Sgd decay = new Sgd(0, false, 0.5, true, Double.POSITIVE_INFINITY);
        learning(decay, Tuning.EVERYTHING, (network, learning) -> {
            assertThat(learning.state().average()).isEmpty();
            learning.average(0.25);
            assertThat(network.weights().of(gamma)).containsOnly(1);
            learning.move(1);
            learning.average(0.25);
            // 1 and 0.5: 1 - 0.25 x 0.5
            assertThat(learning.state().average().orElseThrow().of(gamma)).containsOnly(0.875f);
            learning.exchange();
            assertThat(network.weights().of(gamma)).containsOnly(0.875f);
            learning.exchange();
            assertThat(network.weights().of(gamma)).containsOnly(0.5f);
            assertThat(learning.averaged()).isEqualTo(2);
        });
    }

    @Test
    void whatAnotherOptimizerRemembersIsRefused() {
        learning(AdamW.TORCH, Tuning.EVERYTHING, (network, adamW) -> learning(Sgd.PYSLOWFAST, Tuning.EVERYTHING,
            (other, sgd) -> {
                assertThatIllegalArgumentException().isThrownBy(() -> sgd.resume(adamW.state()));
                assertThatIllegalArgumentException().isThrownBy(() -> adamW.resume(sgd.state()));
            }));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        for (double wrong : new double[] {-0.1, 1, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new AdamW(wrong, 0.9, 1e-8, 0, true, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> new AdamW(0.9, wrong, 1e-8, 0, true, 1));
        }
        for (double wrong : new double[] {0, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new LayerDecay(wrong));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new AdamW(0.9, 0.9, 0, 0, true, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new AdamW(0.9, 0.9, 1e-8, -1, true, 1));
    }
}
