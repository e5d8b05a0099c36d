package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.model.torch.ScoringDevice.Engine;
import org.videoaction.model.torch.ScoringDevice.Kind;

class ScoringDeviceTest {

    private static final ScoringDevice SECOND_GPU = new ScoringDevice(Kind.GPU, 1, Optional.empty());
    private static final Predicate<Device> SLOWER = device -> false;
    private static final Predicate<Device> FASTER = device -> true;
    private static final BooleanSupplier NEVER = () -> false;

    @Test
    void automaticIsTheFirstGpuInBfloat16WhereThereIsOneAndElseTheCpuIn32Bits() {
        assertThat(ScoringDevice.AUTOMATIC.on(2, FASTER, NEVER))
            .isEqualTo(new ScoringDevice(Kind.GPU, 0, Optional.of(Precision.BF16), Engine.LIBTORCH));
        assertThat(ScoringDevice.AUTOMATIC.on(2, SLOWER, NEVER).title()).as("without units").isEqualTo("GPU 0");
        assertThat(ScoringDevice.AUTOMATIC.on(0, SLOWER, NEVER)).isEqualTo(ScoringDevice.CPU);
    }

    @Test
    void aChosenPrecisionIsKept() {
        assertThat(new ScoringDevice(Kind.GPU, 0, Optional.of(Precision.FP32)).on(1, SLOWER, NEVER).title())
            .isEqualTo("GPU 0");
        assertThat(new ScoringDevice(Kind.AUTOMATIC, 0, Optional.of(Precision.BF16)).on(0, SLOWER, NEVER).title())
            .isEqualTo("CPU, bfloat16");
    }

    @Test
    void automaticNumbersOfACpuThatIsFasterInBfloat16AreThose() {
        assertThat(ScoringDevice.AUTOMATIC.on(0, FASTER, NEVER).title()).isEqualTo("CPU, bfloat16");
        assertThat(ScoringDevice.CPU.on(0, FASTER, NEVER)).isEqualTo(ScoringDevice.CPU);
    }

    @Test
    void aGpuThatIsNotThereIsRefusedWithWhatToDo() {
        assertThat(SECOND_GPU.on(2, SLOWER, NEVER).gpu()).isEqualTo(1);
        assertThatThrownBy(() -> SECOND_GPU.on(1, SLOWER, NEVER)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("GPU 1").hasMessageContaining("Choose the CPU");
    }

    @Test
    void integersAreFloatsWhereTheyCannotBeHadWhichIsSaid() {
        ScoringDevice onCpu = integers(Kind.CPU);
        assertThat(onCpu.on(1, SLOWER, () -> true).title()).isEqualTo("CPU, int8");
        assertThat(onCpu.on(1, FASTER, NEVER)).isEqualTo(ScoringDevice.CPU);
        assertThat(integers(Kind.GPU).on(1, SLOWER, () -> true).title()).isEqualTo("GPU 0");
        assertThat(integers(Kind.AUTOMATIC).on(1, SLOWER, () -> true).title()).isEqualTo("GPU 0");
        assertThat(integers(Kind.AUTOMATIC).on(0, SLOWER, () -> true).title()).isEqualTo("CPU, int8");
        assertThat(onCpu.onOnnxRuntime().title()).isEqualTo("CPU, ONNX Runtime");

        assertThat(onCpu.remark(onCpu.on(0, SLOWER, () -> true))).isEmpty();
        assertThat(onCpu.remark(onCpu.on(0, SLOWER, NEVER)).orElseThrow()).contains("32-bit floats", "8-bit integers");
        assertThat(onCpu.remark(onCpu.onOnnxRuntime())).isPresent();
        assertThat(integers(Kind.GPU).remark()).isPresent();
        assertThat(ScoringDevice.CPU.remark(ScoringDevice.CPU)).isEmpty();
    }

    @Test
    void onnxRuntimeRefusesWhatNobodyCanComputeInFloatsInstead() {
        for (ScoringDevice wanted : List.of(SECOND_GPU, new ScoringDevice(Kind.CPU, 0, Optional.of(Precision.BF16)))) {
            assertThatThrownBy(wanted::onOnnxRuntime).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("engine libtorch");
        }
    }

    private static ScoringDevice integers(Kind kind) {
        return new ScoringDevice(kind, 0, Optional.of(Precision.INT8));
    }

    @Test
    void devicesHaveNames() {
        assertThat(ScoringDevice.named("auto", Optional.empty())).isEqualTo(ScoringDevice.AUTOMATIC);
        assertThat(ScoringDevice.named("CPU", Optional.of(Precision.FP32)).by(Engine.LIBTORCH)).isEqualTo(ScoringDevice.CPU);
        assertThat(ScoringDevice.named("gpu", Optional.empty()).gpu()).isZero();
        assertThat(ScoringDevice.named("gpu:1", Optional.empty())).isEqualTo(SECOND_GPU);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tpu", "gpu:", "gpu:-1", "cpu:0", "gpu:x"})
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> ScoringDevice.named(name, Optional.empty())).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("choose auto, cpu, gpu or gpu:N");
    }
}
