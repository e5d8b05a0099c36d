package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.videoaction.golden.Golden;
import org.videoaction.model.training.MmactionSchedule.Rise;

class ScheduleTest {

    private static final Path SCHEDULES = Golden.file("schedules.csv");
    private static final Pattern EPOCH_LENGTH = Pattern.compile("iter \\(epoch length (\\d+)\\)");
    private static final Pattern COMMA_OUTSIDE_QUOTES = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
    private static final double TOLERANCE = 1e-12;

    private static final Decay KINETICS_COSINE = new CosineDecay(196);
    private static final Decay KINETICS_STEPS = new StepDecay(List.of(94.0, 154.0, 196.0), 0.1);

    /** The SlowFast paper's schedule for Kinetics. */
    private static final PySlowFastSchedule KINETICS = new PySlowFastSchedule(0.1, 0.01, 34, KINETICS_COSINE);

    @Test
    void startsAtTheWarmUpRateAndMeetsTheCosineWhereTheWarmUpEnds() {
        assertThat(KINETICS.rate(0)).isEqualTo(0.01);
        assertThat(KINETICS.rate(17)).isCloseTo((0.01 + 0.0927571) / 2, within(1e-7));
        assertThat(KINETICS.rate(34)).isCloseTo(0.0927571, within(1e-7));
        assertThat(KINETICS.rate(98)).isCloseTo(0.05, within(TOLERANCE));
        assertThat(KINETICS.rate(196)).isCloseTo(0, within(TOLERANCE));
    }

    @Test
    void withoutWarmUpItIsTheDecay() {
        assertThat(new PySlowFastSchedule(0.2, 0.01, 0, new CosineDecay(10)).rate(0)).isEqualTo(0.2);
        assertThat(new MmactionSchedule(0.2, 0.1, 0, Rise.BY_STEP, new CosineDecay(10)).rate(0, 0, 5)).isEqualTo(0.2);
    }

    @Test
    void aCosineStaysAtZeroAfterItsEnd() {
        assertThat(new CosineDecay(10).factor(15)).isCloseTo(0, within(TOLERANCE));
    }

    @Test
    void aWarmUpOfOneStepIsAtItsEnd() {
        assertThat(new MmactionSchedule(0.2, 0.1, 1, Rise.BY_STEP, new StepDecay(List.of(), 0.1)).rate(0, 0, 1))
            .isEqualTo(0.2);
        assertThat(new MmactionSchedule(0.2, 0.1, 1, Rise.BY_EPOCH, new StepDecay(List.of(), 0.1)).rate(0, 0, 9))
            .isEqualTo(0.2);
    }

    @Test
    void stepsThatAreNotInOrderAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StepDecay(List.of(30.0, 20.0), 0.1))
            .withMessageContaining("[30.0, 20.0]");
    }

    @Test
    void numbersThatGiveNoScheduleAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StepDecay(List.of(20.0, 20.0), 0.1));
        for (double wrong : new double[] {0, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new StepDecay(List.of(20.0), wrong))
                .withMessageContaining("not " + wrong);
        }
        assertThat(new StepDecay(List.of(20.0), 1).factor(30)).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new CosineDecay(0)).withMessageContaining("not 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new LinearScaling(0.1, 0)).withMessageContaining("one clip");
        assertThat(new LinearScaling(0.1, 1).rate(8)).isCloseTo(0.8, within(TOLERANCE));
        assertThatIllegalArgumentException().isThrownBy(() -> new RelativeSteps(List.of(), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new RelativeSteps(List.of(1), List.of(1.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> new RelativeSteps(List.of(0, 1), List.of(1.0)));
    }

    @Test
    void aStretchOfTheRateStartsWithItsEpoch() {
        RelativeSteps steps = new RelativeSteps(List.of(0, 10, 10), List.of(8.0, 4.0, 2.0));
        assertThat(steps.factor(0)).isEqualTo(8);
        assertThat(steps.factor(9.99)).isEqualTo(8);
        assertThat(steps.factor(10)).isEqualTo(2);
    }

    @Test
    void aFallTakesPlaceAtItsEpoch() {
        StepDecay decay = new StepDecay(List.of(10.0, 20.0), 0.5);
        assertThat(decay.factor(9.99)).isEqualTo(1);
        assertThat(decay.factor(10)).isEqualTo(0.5);
        assertThat(decay.factor(20)).isEqualTo(0.25);
    }

    @Test
    void aWarmUpByStepsRisesInEqualParts() {
        // 2 epochs of 3 steps: shares 0/5 .. 5/5 of the way from 0.1 to 1, or 0/6 .. 5/6 where it ends after them
        MmactionSchedule closed = new MmactionSchedule(1, 0.1, 2, Rise.BY_STEP, new StepDecay(List.of(), 0.1));
        MmactionSchedule open = new MmactionSchedule(1, 0.1, 2, Rise.BY_STEP_OPEN_ENDED, new StepDecay(List.of(), 0.1));
        assertThat(closed.rate(0, 0, 3)).isCloseTo(0.1, within(TOLERANCE));
        assertThat(closed.rate(1, 1, 3)).isCloseTo(0.1 + 0.9 * 4 / 5, within(TOLERANCE));
        assertThat(closed.rate(1, 2, 3)).isCloseTo(1, within(TOLERANCE));
        assertThat(open.rate(1, 2, 3)).isCloseTo(0.1 + 0.9 * 5 / 6, within(TOLERANCE));
        assertThat(open.rate(2, 0, 3)).isCloseTo(1, within(TOLERANCE));
    }

    @Test
    void stepsOfAnEpochAreFractionsOfIt() {
        assertThat(KINETICS.rate(10, 3, 4)).isEqualTo(KINETICS.rate(10.75));
    }

    @Test
    void linearScalingNamesBothRates() {
        assertThat(new LinearScaling(0.1, 64).explanation(8))
            .isEqualTo("The learning rate 0.1 for batches of 64 is scaled in proportion to 0.0125 for batches of 8.");
    }

    @TestFactory
    List<DynamicTest> everyRateIsThatOfTheOriginalCode() throws IOException {
        assumeTrue(Files.isRegularFile(SCHEDULES), SCHEDULES + " is not there");
        Map<String, List<String[]>> recipes = Files.readAllLines(SCHEDULES).stream().skip(1)
            .map(COMMA_OUTSIDE_QUOTES::split).collect(Collectors.groupingBy(row -> row[0], LinkedHashMap::new,
                Collectors.toList()));
        return recipes.entrySet().stream()
            .map(recipe -> DynamicTest.dynamicTest(recipe.getKey(), () -> holds(recipe.getKey(), recipe.getValue())))
            .toList();
    }

    private static void holds(String recipe, List<String[]> rows) {
        if (recipe.equals("linear-scaling")) {
            rows.forEach(ScheduleTest::scalingHolds);
            return;
        }
        Schedule schedule = schedule(recipe, Double.parseDouble(rows.get(0)[2]));
        for (String[] row : rows) {
            assertThat(rate(schedule, recipe, row)).as("epoch %s, step %s", row[5], row[6])
                .isCloseTo(Double.parseDouble(row[7]), within(TOLERANCE));
        }
    }

    private static void scalingHolds(String[] row) {
        LinearScaling scaling = new LinearScaling(Double.parseDouble(row[2]), Integer.parseInt(row[3]));
        int batch = Integer.parseInt(row[5]) * Integer.parseInt(row[6]);
        assertThat(scaling.rate(batch)).as("batches of %d", batch).isCloseTo(Double.parseDouble(row[7]), within(1e-15));
    }

    private static double rate(Schedule schedule, String recipe, String[] row) {
        if (row[4].equals("epoch_float")) {
            return ((PySlowFastSchedule) schedule).rate(Double.parseDouble(row[5]));
        }
        Matcher length = EPOCH_LENGTH.matcher(row[4]);
        assertThat(length.matches()).as("the unit %s is known", row[4]).isTrue();
        int steps = Integer.parseInt(length.group(1));
        int epoch = Integer.parseInt(row[5]);
        int step = Integer.parseInt(row[6]);
        if (recipe.startsWith("paddlevideo")) {
            return ((PySlowFastSchedule) schedule).rate(accumulated(epoch * steps + step, steps));
        }
        return schedule.rate(epoch, step, steps);
    }

    /** PaddleVideo finds the moment by adding up the parts of an epoch, with the sum's rounding errors. */
    private static double accumulated(int steps, int ofEpoch) {
        double epoch = 0;
        for (int i = 0; i < steps; i++) {
            epoch += 1.0 / ofEpoch;
        }
        return epoch;
    }

    private static Schedule schedule(String recipe, double peak) {
        return switch (recipe.replaceAll(" L\\d+\"?$|^\"", "")) {
            case "pyslowfast:Kinetics/SLOWFAST_4x16_R50.yaml", "pyslowfast:Kinetics/SLOWFAST_8x8_R50.yaml",
                "pyslowfast:Kinetics/SLOW_4x16_R50.yaml", "pyslowfast:Kinetics/c2/SLOWFAST_4x16_R50.yaml",
                "paddlevideo:slowfast.yaml CustomWarmupCosineDecay" ->
                new PySlowFastSchedule(peak, 0.01, 34, KINETICS_COSINE);
            case "pyslowfast:Kinetics/SLOWFAST_8x8_R50_stepwise.yaml",
                "paddlevideo:slowfast_multigrid.yaml CustomWarmupPiecewiseDecay (before multigrid rewrites steps/lrs)" ->
                new PySlowFastSchedule(peak, 0.01, 34, KINETICS_STEPS);
            case "pyslowfast:AVA/SLOWFAST_32x2_R50_SHORT.yaml" ->
                new PySlowFastSchedule(peak, 0.000125, 5, new StepDecay(List.of(10.0, 15.0, 20.0), 0.1));
            case "mmaction2:slowfast_r50 4x16/8x8/r101 Linear+Cosine", "mmaction2:slowfast r101-r50 4x16 Linear+Cosine" ->
                new MmactionSchedule(peak, 0.1, 34, Rise.BY_STEP, new CosineDecay(256));
            case "mmaction2:slowfast_r50 8x8 Linear+MultiStep" ->
                new MmactionSchedule(peak, 0.1, 34, Rise.BY_STEP, KINETICS_STEPS);
            case "mmaction2-1.x:csn 58e (also the file used by the 1.x '180e' configs)" ->
                new MmactionSchedule(peak, 0.1, 16, Rise.BY_EPOCH, new StepDecay(List.of(32.0, 48.0), 0.1));
            case "mmaction2-0.x:csn 180e from scratch (bnfrozen) CosineAnnealing+linear warmup 40 epochs" ->
                new MmactionSchedule(peak, 0.1, 40, Rise.BY_STEP_OPEN_ENDED, new CosineDecay(180));
            case "mmaction2-0.x:csn 58e step [32,48] linear warmup 16 epochs" ->
                new MmactionSchedule(peak, 0.1, 16, Rise.BY_STEP_OPEN_ENDED, new StepDecay(List.of(32.0, 48.0), 0.1));
            case "mmaction2-0.x:slowfast CosineAnnealing linear warmup 34 epochs" ->
                new MmactionSchedule(peak, 0.1, 34, Rise.BY_STEP_OPEN_ENDED, new CosineDecay(256));
            default -> throw new IllegalArgumentException("no schedule for the recipe " + recipe);
        };
    }
}
