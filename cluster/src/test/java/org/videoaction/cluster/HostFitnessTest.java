package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostFitnessTest {

    @ParameterizedTest
    @ValueSource(strings = {"glibc 2.28\n", "glibc 2.41", "glibc 3.0"})
    void aNewEnoughLibraryIsNoProblem(String said) {
        assertThat(HostFitness.problem(said)).isNull();
    }

    @Test
    void anOldOneIsNamedWithWhatIsNeeded() {
        assertThat(HostFitness.problem("glibc 2.17\n")).contains("2.17", "2.28");
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "17.0.12+7", "21.0.4", "25"})
    void aNewEnoughJavaIsNoProblem(String version) {
        assertThat(HostFitness.problem(Runtime.Version.parse(version))).isNull();
    }

    @Test
    void anOldJavaIsNamedWithWhatIsNeeded() {
        assertThat(HostFitness.problem(Runtime.Version.parse("11.0.24"))).contains("11.0.24", "17 or later");
    }

    @Test
    void anotherLibraryIsSaid() {
        assertThat(HostFitness.problem("getconf: GNU_LIBC_VERSION: unknown variable\n")).contains("not glibc");
    }
}
