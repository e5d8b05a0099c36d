package org.videoaction.knime.learn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.node.NodeSettings;
import org.videoaction.standin.ParameterXml;

class LearningDeviceTest {

    private static ComputingParameters saved(int gpus) throws Exception {
        NodeSettings settings = new NodeSettings("computing");
        ParameterXml.save(new ComputingParameters(), settings);
        settings.addInt("gpus", gpus);
        return ParameterXml.load(ComputingParameters.class, settings);
    }

    /** As version 1.0.0 saved them: 0 for the CPU. */
    @ParameterizedTest
    @CsvSource({"0, CPU, 0", "1, GPU, 1", "4, GPU, 4"})
    void numbersOfGpusMeanWhatTheyMeant(int gpus, LearningDevice.Device device, int meant) throws Exception {
        ComputingParameters loaded = saved(gpus);
        assertThat(loaded.device.device).isEqualTo(device);
        assertThat(loaded.device.gpus(1)).isEqualTo(meant);
        NodeSettings again = new NodeSettings("computing");
        ParameterXml.save(loaded, again);
        assertThat(again.getInt("gpus")).isEqualTo(gpus);
    }

    @Test
    void aNewNodeTakesTheGpuThatThereIs() throws Exception {
        NodeSettings settings = new NodeSettings("computing");
        ParameterXml.save(new ComputingParameters(), settings);
        LearningDevice loaded = ParameterXml.load(ComputingParameters.class, settings).device;
        assertThat(loaded.device).isEqualTo(LearningDevice.Device.AUTO);
        assertThat(loaded.gpus(0)).isZero();
        assertThat(loaded.gpus(1)).isEqualTo(1);
        assertThat(loaded.gpus).as("shown where GPUs are chosen").isEqualTo(1);
    }
}
