package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.videoaction.data.Progress;

class ComputeDevicesTest {

    @Test
    void theCpuLearnsAndOtherDevicesAreUsableOrSayWhyNot() {
        List<ComputeDevice> devices = ComputeDevices.list(true, Progress.NONE);

        ComputeDevice cpu = devices.get(0);
        assertThat(cpu.id()).isEqualTo("cpu");
        assertThat(cpu.isUsable()).isTrue();
        assertThat(cpu.threads()).isPositive();
        assertThat(cpu.memory()).isGreaterThan(1L << 28);
        assertThat(cpu.libtorch()).startsWith("2.7.1");
        SelfTest test = cpu.test().orElseThrow();
        assertThat(test.losses().get(0)).isCloseTo(Math.log(4), within(1e-5));
        assertThat(test.losses().get(2)).isLessThan(test.losses().get(1)).isLessThan(test.losses().get(0));
        assertThat(test.passed()).isTrue();
        assertThat(devices.subList(1, devices.size())).isNotEmpty().allMatch(device -> device.isUsable()
            ? device.test().orElseThrow().passed() : device.problem().contains("Name the folder"));
    }

    @Test
    void aDeviceThatComputesOtherNumbersFails() {
        assertThat(new SelfTest(List.of(Math.log(4), 1.3, 1.2), 0.03, 1).passed()).isFalse();
        assertThat(new SelfTest(List.of(Math.log(4), 1.3, 1.4), 0, 1).passed()).isFalse();
        assertThat(new SelfTest(List.of(Math.log(4), Double.NaN, Double.NaN), Double.NaN, 1).passed()).isFalse();
    }
}
