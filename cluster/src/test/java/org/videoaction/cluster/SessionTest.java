package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"local|1", "local[3]|3", "local[3,2]|3", "local-cluster[2, 5, 1024]|5", "yarn|1",
        "k8s://https://there|1"})
    void aTaskHasTheCoresThatTheMasterSays(String master, int cores) {
        assertThat(Session.cores(master, "")).isEqualTo(cores);
    }

    @ParameterizedTest
    @CsvSource({"spark://there:7077", "yarn", "k8s://https://there"})
    void aTaskHasAllCoresOfItsExecutor(String master) {
        assertThat(Session.cores(master, "8")).isEqualTo(8);
    }

    @Test
    void aStandaloneMasterWithoutCoresIsRefused() {
        assertThatThrownBy(() -> Session.cores("spark://there:7077", "")).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("spark.executor.cores");
    }
}
