package org.videoaction.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.videoaction.golden.Golden;

/** Which frames of the clip the Slow pathway sees, against what the original code takes. */
class FrameRuleTest {

    private static final Path REFERENCE = Golden.file("sampling.csv");
    private static final int FRAMES = 2;
    private static final int STEP = 5;

    static boolean referenceIsThere() {
        return Files.isRegularFile(REFERENCE);
    }

    @TestFactory
    @EnabledIf("referenceIsThere")
    Stream<DynamicTest> everyRowOfTheReferenceIsReproduced() throws Exception {
        return Files.readAllLines(REFERENCE).stream().filter(line -> line.contains(",pack,"))
            .map(line -> DynamicTest.dynamicTest(line, () -> isReproduced(line.split(","))));
    }

    private static void isReproduced(String[] row) {
        FrameRule rule = row[0].startsWith("PySlowFast") ? FrameRule.LINSPACE : FrameRule.STRIDE;
        String indices = Arrays.stream(rule.indices(Integer.parseInt(row[FRAMES]), Integer.parseInt(row[STEP])))
            .mapToObj(Integer::toString).collect(Collectors.joining(" "));
        assertThat(indices).isEqualTo(row[row.length - 1]);
    }
}
