package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class NarrowNumbersTest {

    private static final Set<String> UNITS = Set.of("avx512f", "avx512_bf16");

    private static ToDoubleFunction<Precision> taking(double narrow, double wide) {
        return precision -> precision == Precision.BF16 ? narrow : wide;
    }

    @Test
    void payWhereTheyAreClearlyFaster() {
        assertThat(NarrowNumbers.pay(UNITS, taking(0.5, 1))).isTrue();
        assertThat(NarrowNumbers.pay(UNITS, taking(0.9, 1))).isFalse();
        assertThat(NarrowNumbers.pay(UNITS, taking(2, 1))).isFalse();
    }

    @Test
    void areNotEvenMeasuredOnAProcessorWithoutUnitsForThem() {
        assertThat(NarrowNumbers.pay(Set.of("avx2", "avx512f"), precision -> {
            throw new AssertionError("was measured");
        })).isFalse();
    }

    @Test
    void aGpuOfBeforeAmpereComputesIn32Bits() {
        assertThat(NarrowNumbers.payFrom(Optional.of("75"))).isFalse();
        assertThat(NarrowNumbers.payFrom(Optional.of("80"))).isTrue();
        assertThat(NarrowNumbers.payFrom(Optional.of("120"))).isTrue();
        assertThat(NarrowNumbers.payFrom(Optional.empty())).isTrue();
    }

    @Test
    void unitsAreReadAsLinuxNamesThemOnX86AndOnArm() {
        assertThat(NarrowNumbers.units(List.of("processor\t: 0", "flags\t\t: fpu avx2 amx_bf16", "flags\t\t: fpu")))
            .containsExactlyInAnyOrder("fpu", "avx2", "amx_bf16");
        assertThat(NarrowNumbers.units(List.of("Features\t: asimd bf16"))).contains("bf16");
        assertThat(NarrowNumbers.units(List.of())).isEmpty();
    }

    @Test
    void theSmallNetworkIsMeasuredInBothNumbers() {
        assertThat(NarrowNumbers.seconds(Precision.BF16)).isPositive();
        assertThat(NarrowNumbers.seconds(Precision.FP32)).isPositive();
    }
}
