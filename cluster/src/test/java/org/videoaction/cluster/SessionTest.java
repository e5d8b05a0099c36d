package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"4.0.0", "4.2.0", "4.1.0-preview1", "10.0.0"})
    void sparkFromFourOnIsTaken(String version) {
        assertThatCode(() -> Session.checkVersion(version)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5.6", "2.4.8", "3.5.2-amzn-1"})
    void anOlderSparkIsNamedWithWhatIsNeeded(String version) {
        assertThatThrownBy(() -> Session.checkVersion(version)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContainingAll("This is Spark " + version, "need Spark 4 or later");
    }
}
