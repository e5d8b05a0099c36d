package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.port.PortObjectSpec;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.Settings.Setting;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.knime.port.VideoModelPortObjectSpec.Traits;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.VideoModel;

/** Before anything is executed, each node says what it cannot do with the network of another program's file. */
class ForeignModelTest {

    private static final String NODES = "org.videoaction.knime.";
    private static final VideoModel.Input INPUT = new VideoModel.Input(32, 224, 224, 2);
    private static final VideoModelPortObjectSpec FOREIGN = new VideoModelPortObjectSpec("ONNX network mvit", INPUT,
        Classes.of("left", "right"), new Traits(false, false, true, false, false), TestProtocol.of(INPUT));

    /** The node's inputs with that model in the place of its own, or at the port that is added for one. */
    private static PortObjectSpec[] inputs(String factory) throws Exception {
        List<PortObjectSpec> inputs = new ArrayList<>(Arrays.asList(Workbench.inputs(factory)));
        inputs.replaceAll(spec -> spec instanceof VideoModelPortObjectSpec ? FOREIGN : spec);
        if (!inputs.contains(FOREIGN)) {
            inputs.add(FOREIGN);
        }
        return inputs.toArray(PortObjectSpec[]::new);
    }

    private static void configure(String node, String field, String choice) throws Exception {
        String factory = NODES + node + "NodeFactory";
        PortObjectSpec[] inputs = inputs(factory);
        Workbench.configure(factory, settings -> settings.all().stream()
            .filter(setting -> setting.field().getName().equals(field)).forEach(setting -> setting.set(of(setting, choice))),
            inputs);
    }

    private static Object of(Setting setting, String choice) {
        return setting.field().getType() == boolean.class ? Boolean.valueOf(choice)
            : Arrays.stream(setting.field().getType().getEnumConstants()).filter(value -> value.toString().equals(choice))
                .findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"learn.SlowFastLearner, '', '', cannot be trained", "learn.CsnLearner, '', '', cannot be trained",
        "learn.X3dLearner, '', '', cannot be trained", "score.VideoModelCalibrator, '', '', cannot be calibrated",
        "score.VideoModelQuantizer, '', '', cannot be quantized", "io.VideoModelWriter, format, ONNX, cannot be exported",
        "io.VideoModelWriter, format, TORCHSCRIPT, cannot be exported",
        "io.VideoModelWriter, format, CHECKPOINT, cannot be exported",
        "score.ActionPredictor, features, true, no feature vectors",
        "score.ActionPredictor, method, GRAD_CAM, no gradients. Choose occlusion",
        "score.ActionPredictor, method, GRAD_CAM_PLUS_PLUS, no gradients. Choose occlusion",
        "score.VideoAnnotator, method, GRAD_CAM, no gradients. Choose occlusion",
        "score.ActionDetector, '', '', does not look into boxes"})
    void whatANodeCannotDoIsSaidWhenConfiguring(String node, String field, String choice, String reason) {
        assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(() -> configure(node, field, choice))
            .withMessageContaining("ONNX network mvit").withMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"score.ActionPredictor, '', ''", "score.ActionPredictor, method, OCCLUSION",
        "score.LongVideoPredictor, '', ''", "score.VideoAnnotator, method, OCCLUSION", "io.VideoModelWriter, format, MODEL"})
    void whereItCanBeUsedItIsTaken(String node, String field, String choice) throws Exception {
        configure(node, field, choice);
        assertThat(inputs(NODES + node + "NodeFactory")).contains(FOREIGN);
    }
}
