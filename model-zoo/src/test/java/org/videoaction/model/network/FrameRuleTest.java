package org.videoaction.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Which frames of the clip the Slow pathway sees, against what the original code takes. */
class FrameRuleTest {

    private static final Path REFERENCE = Path.of(System.getProperty("golden", "absent"), "sampling.csv");
    private static final int FRAMES = 2;
    private static final int STEP = 5;

    static boolean referenceIsThere() {
        return Files.isRegularFile(REFERENCE);
    }

    @Test
    @EnabledIf("referenceIsThere")
    void everyRowOfTheReferenceIsReproduced() throws Exception {
        List<String[]> rows = Files.readAllLines(REFERENCE).stream().filter(line -> line.contains(",pack,"))
            .map(line -> line.split(",")).toList();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(30);
        for (String[] row : rows) {
            FrameRule rule = row[0].startsWith("PySlowFast") ? FrameRule.LINSPACE : FrameRule.STRIDE;
            String indices = Arrays.stream(rule.indices(Integer.parseInt(row[FRAMES]), Integer.parseInt(row[STEP])))
                .mapToObj(Integer::toString).collect(Collectors.joining(" "));
            assertThat(indices).as(String.join(",", row)).isEqualTo(row[row.length - 1]);
        }
    }
}
