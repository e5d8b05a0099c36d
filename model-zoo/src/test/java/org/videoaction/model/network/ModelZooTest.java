package org.videoaction.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ModelZooTest {

    @TestFactory
    List<DynamicTest> everyNetworkCostsWhatItsAuthorsPrint() {
        // the paper's 6.4 for Fast-only contradicts its own table, where 34.2 - 27.3 = 6.9
        return ModelZoo.entries().stream()
            .filter(entry -> !Double.isNaN(entry.publishedGflops()) && entry.publishedGflops() != 6.4)
            .map(entry -> DynamicTest.dynamicTest(entry.name(), () -> {
                int side = entry.architecture() instanceof X3d ? entry.side() : 256;
                Complexity counted = Complexity.of(entry.architecture(400).network(), entry.frames(), side);
                // MMAction2 adds two operations for each value of batch normalisation
                assertThat(counted.multiplyAccumulates() / 1e9).isCloseTo(entry.publishedGflops(), withPercentage(1.2));
            })).toList();
    }

    @TestFactory
    List<DynamicTest> everyNetworkTakesTheClipsThatItNames() {
        return ModelZoo.entries().stream().map(entry -> DynamicTest.dynamicTest(entry.name(), () -> {
            Architecture network = entry.architecture(10);
            assertThat(network.classes()).isEqualTo(10);
            assertThatCode(() -> network.checkClip(entry.frames(), entry.side())).doesNotThrowAnyException();
            assertThat(Complexity.of(network.network(), entry.frames(), entry.side()).multiplyAccumulates()).isPositive();
        })).toList();
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNames() {
        assertThatThrownBy(() -> ModelZoo.entry("slowfast")).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("slowfast-4x16-r50").hasMessageContaining("ip-csn-152");
    }

    @Test
    void theDocumentedTableIsTheCountedOne() throws IOException {
        Path document = Path.of(System.getProperty("project.root"), "docs", "networks.md");
        assertThat(Files.readString(document)).contains(ModelZoo.table());
    }

    @Test
    void titlesAreAsPeopleWriteThem() {
        assertThat(ModelZoo.title("slowfast-8x8-r50")).isEqualTo("SlowFast 8x8 R50");
        assertThat(ModelZoo.title("x3d-m")).isEqualTo("X3D M");
    }

    @Test
    void aPublishedNetworkHasThePublishedClassesAndWidth() {
        ModelZoo.Entry entry = ModelZoo.entry("slowfast-8x8-r50");
        assertThat(entry.architecture().classes()).isEqualTo(400);
        assertThat(entry.architecture(10)).isEqualTo(entry.architecture(64, 10)).isNotEqualTo(entry.architecture(16, 10));
    }
}
