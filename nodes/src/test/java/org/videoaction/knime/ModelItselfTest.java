package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.port.PortObjectSpec;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.port.ClipTablePortObjectSpec;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.knime.port.VideoModelPortObjectSpec.Traits;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.VideoModel;

/** Nodes that change a model say before they are executed what they cannot do it with. */
class ModelItselfTest {

    private static final String CALIBRATOR = "org.videoaction.knime.score.VideoModelCalibratorNodeFactory";
    private static final String QUANTIZER = "org.videoaction.knime.score.VideoModelQuantizerNodeFactory";
    private static final Classes CLASSES = Classes.of("left", "right");
    private static final VideoModel.Input INPUT = new VideoModel.Input(32, 224, 224, 2);

    private static PortObjectSpec[] configure(String factory, boolean wholeFrames, boolean windows) throws Exception {
        return Workbench.configure(factory, settings -> {}, new VideoModelPortObjectSpec("network", INPUT, CLASSES,
            new Traits(false, true, false, false, windows), TestProtocol.of(INPUT)),
            new ClipTablePortObjectSpec(
                new ClipSpec(3, 32, 224, 224, 2, 10, 1, CLASSES, false, false, wholeFrames)));
    }

    @ParameterizedTest
    @ValueSource(strings = {CALIBRATOR, QUANTIZER})
    void clipsOfWholeFramesAreRefused(String factory) throws Exception {
        assertThat(configure(factory, false, false)[0]).isInstanceOf(VideoModelPortObjectSpec.class);
        assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(() -> configure(factory, true, false))
            .withMessageContaining("whole frames");
    }

    @Test
    void aModelThatAveragesWindowsIsQuantizedAndNotCalibrated() throws Exception {
        assertThat(configure(QUANTIZER, false, true)[0]).isInstanceOf(VideoModelPortObjectSpec.class);
        assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(() -> configure(CALIBRATOR, false, true))
            .withMessageContaining("several windows");
    }
}
