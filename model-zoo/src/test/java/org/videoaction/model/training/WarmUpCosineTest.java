package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class WarmUpCosineTest {

    private static final Path SCHEDULES = Path.of(System.getProperty("golden"), "schedules.csv");
    private static final String RECIPE = "pyslowfast:Kinetics/SLOWFAST_4x16_R50.yaml";

    /** The paper's schedule for Kinetics. */
    private static final WarmUpCosine KINETICS = new WarmUpCosine(0.1, 0.01, 34, 196);

    @Test
    void startsAtTheWarmUpRateAndMeetsTheCosineWhereTheWarmUpEnds() {
        assertThat(KINETICS.rate(0)).isEqualTo(0.01);
        assertThat(KINETICS.rate(17)).isCloseTo((0.01 + 0.0927571) / 2, offset(1e-7));
        assertThat(KINETICS.rate(34)).isCloseTo(0.0927571, offset(1e-7));
        assertThat(KINETICS.rate(98)).isCloseTo(0.05, offset(1e-12));
        assertThat(KINETICS.rate(196)).isCloseTo(0, offset(1e-12));
    }

    @Test
    void withoutWarmUpItIsTheCosine() {
        assertThat(new WarmUpCosine(0.2, 0.01, 0, 10).rate(0)).isEqualTo(0.2);
    }

    @Test
    @EnabledIf("schedulesAreThere")
    void everyRateIsPySlowFasts() throws IOException {
        List<String[]> rows = Files.readAllLines(SCHEDULES).stream().filter(line -> line.startsWith(RECIPE + ","))
            .map(line -> line.split(",")).toList();
        assertThat(rows).isNotEmpty();
        for (String[] row : rows) {
            double epoch = Double.parseDouble(row[5]);
            assertThat(KINETICS.rate(epoch)).as("epoch %s", epoch).isCloseTo(Double.parseDouble(row[7]), offset(1e-12));
        }
    }

    static boolean schedulesAreThere() {
        return Files.isRegularFile(SCHEDULES);
    }
}
