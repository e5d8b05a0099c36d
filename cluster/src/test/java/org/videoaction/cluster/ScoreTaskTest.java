package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.data.list.Classes;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.TestViews;
import org.videoaction.model.torch.Precision;

class ScoreTaskTest {

    private static final VideoModel MODEL = VideoModel.untrained(ModelZoo.entry("slow-8x8-r50").architecture(8, 2),
        new VideoModel.Input(8, 32, 32, 1), Classes.of("a", "b"), 3);

    private static Optional<Precision> told(String device, Precision precision) {
        return task(device, precision).settings().device().precision();
    }

    private static ScoreTask task(String device, Precision precision) {
        return new ScoreTask("hash", "model.zip", TestViews.ONE, false, device, precision, 1, false, false);
    }

    /** Where nothing is told, each host would measure by itself whether bfloat16 pays. */
    @ParameterizedTest
    @CsvSource({"auto,FP32", "cpu,FP32", "gpu,BF16", "gpu:1,BF16"})
    void everyHostIsToldTheSameNumbers(String device, Precision precision) {
        assertThat(told(device, ScoreTask.usual(device, MODEL))).contains(precision);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "cpu", "gpu"})
    void numbersThatAreAskedForAreTaken(String device) {
        assertThat(told(device, Precision.BF16)).contains(Precision.BF16);
    }

    /** A GPU has no integers, on whatever machine this runs. */
    @Test
    void aHostThatWouldComputeInFloatsInThePlaceOfIntegersIsRefused() {
        assertThatThrownBy(() -> task("gpu", Precision.INT8).checkNumbers("node7")).isInstanceOf(UnfitHost.class)
            .hasMessageContainingAll("The host node7 cannot compute", "8-bit integers", "--precision FP32");
        assertThatCode(() -> task("gpu", Precision.BF16).checkNumbers("node7")).doesNotThrowAnyException();
        assertThatCode(() -> task("cpu", Precision.FP32).checkNumbers("node7")).doesNotThrowAnyException();
    }

    @Test
    void aDeviceOfNoSuchNameIsRefusedBeforeAnythingStarts() {
        assertThatThrownBy(() -> ScoreTask.usual("tpu", MODEL)).hasMessageContaining("There is no device \"tpu\"");
    }
}
