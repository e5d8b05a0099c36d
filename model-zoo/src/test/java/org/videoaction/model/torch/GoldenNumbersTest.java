package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.videoaction.golden.Golden;

/** The numbers that stand in for weights and clips are those that the reference's runs were given. */
class GoldenNumbersTest {

    private static final Path VECTORS = Golden.file("formula_vectors.json");

    @TestFactory
    List<DynamicTest> everyStreamIsTheReferences() throws IOException {
        assumeTrue(Files.isRegularFile(VECTORS), VECTORS + " is not there");
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode stream : new ObjectMapper().readTree(VECTORS.toFile()).get("stream")) {
            String name = stream.get("name").asText();
            long seed = stream.get("seed").asLong();
            float[] expected = new ObjectMapper().convertValue(stream.get("u"), float[].class);
            tests.add(DynamicTest.dynamicTest(name + ", seed " + seed,
                () -> assertThat(GoldenNumbers.stream(name, seed, expected.length)).containsExactly(expected)));
        }
        return tests;
    }
}
