package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.videoaction.golden.Golden;
import org.videoaction.model.torch.Sgd;

class RecipeTest {

    private static final Path SCHEDULES = Golden.file("schedules.csv");
    private static final Pattern EPOCH_LENGTH = Pattern.compile("iter \\(epoch length (\\d+)\\)");
    private static final Map<Recipe, String> RECIPES = Map.of(
        Recipe.SLOWFAST_196, "pyslowfast:Kinetics/SLOWFAST_4x16_R50.yaml",
        Recipe.SLOWFAST_STEPS_239, "pyslowfast:Kinetics/SLOWFAST_8x8_R50_stepwise.yaml",
        Recipe.MMACTION2_SLOWFAST_256, "mmaction2:slowfast_r50 4x16/8x8/r101 Linear+Cosine L10",
        Recipe.CSN_58, "mmaction2-1.x:csn 58e (also the file used by the 1.x '180e' configs)",
        Recipe.CSN_180, "mmaction2-0.x:csn 180e from scratch (bnfrozen) CosineAnnealing+linear warmup 40 epochs L10");

    @TestFactory
    List<DynamicTest> everyRateIsThatOfTheOriginalCode() throws IOException {
        assumeTrue(Files.isRegularFile(SCHEDULES), SCHEDULES + " is not there");
        List<String[]> rows = Files.readAllLines(SCHEDULES).stream().map(row -> row.split(",")).toList();
        return RECIPES.entrySet().stream().map(recipe -> DynamicTest.dynamicTest(recipe.getValue(), () -> {
            List<String[]> own = rows.stream().filter(row -> row[0].equals(recipe.getValue())).toList();
            assertThat(own).isNotEmpty();
            Schedule schedule = recipe.getKey().schedule(Integer.parseInt(own.get(0)[3]));
            for (String[] row : own) {
                assertThat(rate(schedule, row)).as("epoch %s, step %s", row[5], row[6])
                    .isCloseTo(Double.parseDouble(row[7]), within(1e-12));
            }
        })).toList();
    }

    private static double rate(Schedule schedule, String[] row) {
        if (row[4].equals("epoch_float")) {
            return ((PySlowFastSchedule) schedule).rate(Double.parseDouble(row[5]));
        }
        Matcher length = EPOCH_LENGTH.matcher(row[4]);
        assertThat(length.matches()).as("the unit %s is known", row[4]).isTrue();
        return schedule.rate(Integer.parseInt(row[5]), Integer.parseInt(row[6]), Integer.parseInt(length.group(1)));
    }

    /** PySlowFast's Multigrid recipe ends after 358 epochs; its first step has 64 x 8 x 2 clips. */
    @Test
    void multigridHasItsEpochsAndBatches() {
        assertThat(Recipe.SLOWFAST_MULTIGRID_239.allEpochs()).isEqualTo(358);
        assertThat(Recipe.SLOWFAST_MULTIGRID_239.multigrid().shape(0, 0).clips(64)).isEqualTo(1024);
        assertThat(Recipe.SLOWFAST_STEPS_239.multigrid()).isEqualTo(Multigrid.NONE);
    }

    @Test
    void epochsAndOptimisersAreThoseOfTheCodeBases() {
        assertThat(Recipe.SLOWFAST_196.allEpochs()).isEqualTo(196);
        assertThat(Recipe.SLOWFAST_196.sgd()).isEqualTo(Sgd.PYSLOWFAST);
        assertThat(Recipe.MMACTION2_SLOWFAST_256.allEpochs()).isEqualTo(256);
        assertThat(Recipe.MMACTION2_SLOWFAST_256.sgd()).isEqualTo(Sgd.MMACTION2);
        assertThat(Recipe.CSN_58.allEpochs()).isEqualTo(58);
        assertThat(Recipe.CSN_58.tuning().frozenBatchNorm()).isTrue();
        assertThat(Recipe.CSN_180.allEpochs()).isEqualTo(180);
        assertThat(Recipe.X3D_300.allEpochs()).isEqualTo(300);
        assertThat(Recipe.X3D_300.sgd()).isEqualTo(new Sgd(0.9, true, 5e-5, false, Double.POSITIVE_INFINITY));
    }

    /** PySlowFast's X3D_S.yaml on two machines of 128 clips each: 35 epochs from a tenth to the cosine of 300 epochs. */
    @Test
    void x3dWarmsUpToTheCosineOfAllMachines() {
        Schedule schedule = Recipe.X3D_300.schedule(256);
        assertThat(schedule.rate(0, 0, 10)).isCloseTo(0.02, within(1e-12));
        assertThat(schedule.rate(35, 0, 10)).isCloseTo(0.2 * (Math.cos(Math.PI * 35 / 300) + 1) / 2, within(1e-12));
    }
}
