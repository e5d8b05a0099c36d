package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.PySlowFastClips;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.StrideJitter;
import org.videoaction.golden.Golden;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.Sgd;

class MultigridTest {

    private static final Path ROWS = Golden.file("multigrid.csv");
    private static final Path SCHEDULES = Golden.file("multigrid_schedule.json");
    private static final int COLUMNS_OF_NUMBERS = 20;
    private static final int GPUS = 8;
    private static final int BATCH = 64;
    private static final int FRAMES = 32;
    private static final int STRIDE = 2;
    private static final int CROP = 224;
    private static final List<Integer> FALLS = List.of(94, 154, 196);
    private static final int EPOCHS = 239;

    private static Multigrid multigrid(double epochFactor) {
        return Multigrid.longAndShort(FALLS, EPOCHS, epochFactor);
    }

    private static PySlowFastSchedule schedule(Decay decay) {
        return new PySlowFastSchedule(0.1, 0.01, 34, decay);
    }

    @TestFactory
    List<DynamicTest> everyEpochIsThatOfPySlowFast() throws IOException {
        assumeTrue(Files.isRegularFile(ROWS), ROWS + " is not there");
        List<String> lines = Files.readAllLines(ROWS);
        List<String> columns = List.of(lines.get(0).split(","));
        Map<String, List<Map<String, String>>> recipes = lines.stream().skip(1).map(line -> row(columns, line))
            .collect(Collectors.groupingBy(row -> row.get("name"), LinkedHashMap::new, Collectors.toList()));
        return recipes.entrySet().stream()
            .map(recipe -> DynamicTest.dynamicTest(recipe.getKey(), () -> holds(recipe.getKey(), recipe.getValue())))
            .toList();
    }

    /** Only the first column, the name, may hold commas. */
    private static Map<String, String> row(List<String> columns, String line) {
        String[] values = line.split(",", -1);
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 1; i <= COLUMNS_OF_NUMBERS; i++) {
            row.put(columns.get(columns.size() - i), values[values.length - i]);
        }
        row.put("name", String.join(",", List.of(values).subList(0, values.length - COLUMNS_OF_NUMBERS)));
        return row;
    }

    private static void holds(String name, List<Map<String, String>> rows) {
        boolean shortOnly = name.contains("short cycle only");
        double factor = name.contains("1.0") ? 1 : 1.5;
        Multigrid multigrid = shortOnly ? Multigrid.SHORT : multigrid(factor);
        Decay decay = shortOnly
            ? new StepDecay(FALLS.stream().map(fall -> (double) (int) (fall * factor)).toList(), 0.1) : multigrid.decay();
        for (int epoch = 0; epoch < rows.size(); epoch++) {
            holds(multigrid, schedule(decay), rows.get(epoch), epoch);
        }
        if (!shortOnly) {
            assertThat(multigrid.epochs()).isEqualTo(rows.size());
        }
    }

    private static void holds(Multigrid multigrid, PySlowFastSchedule schedule, Map<String, String> row, int epoch) {
        assertThat(row).as("row %d", epoch).containsEntry("epoch", String.valueOf(epoch));
        assertThat(schedule.rate(epoch)).as("rate of epoch %d", epoch)
            .isCloseTo(Double.parseDouble(row.get("lr_at_epoch_start")), within(1e-12));
        assertThat(schedule.rate(epoch + 0.5)).as("rate of epoch %d and a half", epoch)
            .isCloseTo(Double.parseDouble(row.get("lr_at_half_epoch")), within(1e-12));
        Map<String, Object> found = new LinkedHashMap<>();
        Map<String, Object> expected = new LinkedHashMap<>();
        BatchShape base = multigrid.shape(epoch, 2);
        found.put("batch_total", base.clips(BATCH));
        found.put("T", base.frames(FRAMES));
        found.put("long_crop", base.crop(CROP));
        for (int place = 0; place < 3; place++) {
            BatchShape shape = multigrid.shape(epoch, 3 * 7 + place);
            found.put("short" + place + "_batch_per_gpu", shape.clips(BATCH) / GPUS);
            found.put("short" + place + "_crop", shape.crop(CROP));
            found.put("short" + place + "_min_scale", sampling(shape).space().shortSide().smallest());
        }
        found.keySet().forEach(column -> expected.put(column, Integer.valueOf(row.get(column))));
        found.put("splits", base.clips(BATCH) / base.part(BATCH));
        expected.put("splits", row.get("bn_num_splits").isEmpty() ? 1 : Integer.parseInt(row.get("bn_num_splits")));
        found.put("largest stride", sampling(base).time() instanceof StrideJitter jitter ? jitter.largest() : STRIDE);
        // 0 where there is no long cycle
        expected.put("largest stride", Math.max(STRIDE, Integer.parseInt(row.get("long_cycle_sampling_rate"))));
        assertThat(found).as("epoch %d", epoch).isEqualTo(expected);
    }

    /** How clips of a shape are sampled where those of the whole are as in the recipe. */
    private static ClipSampling sampling(BatchShape shape) {
        return new ClipSampling(new PySlowFastClips(FRAMES, STRIDE, 1, 30, PySlowFastClips.Start.RANDOM),
            new SpatialSampling(256, 320, CROP, SpatialSampling.Place.RANDOM, true))
            .resized(shape.frames(FRAMES), shape.crop(CROP));
    }

    @TestFactory
    List<DynamicTest> everyLongCycleIsThatOfPySlowFast() throws IOException {
        assumeTrue(Files.isRegularFile(SCHEDULES), SCHEDULES + " is not there");
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode recipe : new ObjectMapper().readTree(SCHEDULES.toFile())) {
            if (!recipe.get("schedule").isEmpty()) {
                tests.add(DynamicTest.dynamicTest(recipe.get("name").asText(), () -> holds(recipe)));
            }
        }
        return tests;
    }

    private static void holds(JsonNode recipe) {
        Multigrid multigrid = multigrid(recipe.get("epoch_factor").asDouble());
        List<String> expected = StreamSupport.stream(recipe.get("schedule").spliterator(), false)
            .map(JsonNode::toString).toList();
        assertThat(multigrid.stages()).extracting(stage -> String.format(Locale.ROOT, "[%d,[%d,%d,%d],%d]", stage.falls(),
            stage.shape().longFactor(), stage.shape().frames(FRAMES), stage.shape().crop(CROP), stage.end()))
            .containsExactlyElementsOf(expected);
        RelativeSteps decay = (RelativeSteps) multigrid.decay();
        assertThat(decay.epochs()).extracting(String::valueOf).containsExactlyElementsOf(
            StreamSupport.stream(recipe.get("solver_steps").spliterator(), false).map(JsonNode::asText).toList());
        for (int i = 0; i < decay.factors().size(); i++) {
            assertThat(decay.factors().get(i)).isCloseTo(recipe.get("solver_lrs").get(i).asDouble(), within(1e-12));
        }
        assertThat(multigrid.epochs()).isEqualTo(recipe.get("max_epoch").asInt());
    }

    @Test
    void batchNormalisationSeesAsManyValuesAsWithout() {
        TrainingPlan plan = new TrainingPlan(EPOCHS, BATCH, schedule(multigrid(1).decay()), Sgd.PYSLOWFAST, 1)
            .with(multigrid(1));
        // batches of 64 x 8 x 2 clips of half the side, in sub-batches of 64 x 2
        assertThat(plan.part(plan.multigrid().shape(0, 0))).isEqualTo(128);
        assertThat(plan.part(plan.multigrid().shape(0, 2))).isEqualTo(BATCH);
        assertThat(plan.part(BatchShape.WHOLE)).isEqualTo(BATCH);
    }

    @Test
    void anEpochTakesWholeBatchesOfTheShortCycle() {
        TrainingPlan plan = new TrainingPlan(1, 2, schedule(new CosineDecay(1)), Sgd.PYSLOWFAST, 1).with(Multigrid.SHORT);
        // 8 + 4 + 2 clips, once more 8; 4 do not fit into the 3 that are left
        EpochSteps steps = EpochSteps.of(plan, 0, 25);
        assertThat(steps.steps()).extracting(EpochSteps.Step::clips).containsExactly(8, 4, 2, 8);
        assertThat(steps.steps()).extracting(EpochSteps.Step::first).containsExactly(0, 8, 12, 14);
        assertThat(EpochSteps.of(plan, 0, 5).steps()).extracting(EpochSteps.Step::clips).containsExactly(5);
    }

    @Test
    void aPartIsTheShareOfAGpuOrWhatThePlanAllows() {
        Schedule schedule = schedule(new CosineDecay(1));
        LearningRules rules = LearningRules.plain(Sgd.PYSLOWFAST);
        // 10 clips on 4 GPUs: 3 at most
        assertThat(new TrainingPlan(1, 10, 10, 4, schedule, rules, false, 1, 0, Multigrid.NONE, 1).part(BatchShape.WHOLE))
            .isEqualTo(3);
        assertThat(new TrainingPlan(1, 10, 2, 4, schedule, rules, false, 1, 0, Multigrid.NONE, 1).part(BatchShape.WHOLE))
            .isEqualTo(2);
        assertThat(new TrainingPlan(1, 10, 10, 1, schedule, rules, false, 1, 0, Multigrid.NONE, 1).part(BatchShape.WHOLE))
            .isEqualTo(10);
    }

    @Test
    void aPlanSaysWhatItCannotDo() {
        Schedule schedule = schedule(new CosineDecay(1));
        LearningRules rules = LearningRules.plain(Sgd.PYSLOWFAST);
        // epochs, batch, part, GPUs, epochs between looks, patience
        for (int[] wrong : new int[][] {{0, 1, 1, 0, 1, 0}, {1, 0, 1, 0, 1, 0}, {1, 1, 0, 0, 1, 0}, {1, 1, 1, -1, 1, 0},
            {1, 1, 1, 0, 0, 0}, {1, 1, 1, 0, 1, -1}}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new TrainingPlan(wrong[0], wrong[1], wrong[2], wrong[3],
                schedule, rules, false, wrong[4], wrong[5], Multigrid.NONE, 1));
        }
        TrainingPlan least = new TrainingPlan(1, 1, 1, 0, schedule, rules, false, 1, 0, Multigrid.NONE, 1);
        assertThat(least.withPatience(3)).isEqualTo(new TrainingPlan(1, 1, 1, 0, schedule, rules, false, 1, 3,
            Multigrid.NONE, 1));
        assertThat(least.with(LearningRules.plain(Sgd.MMACTION2)).rules().optimizer()).isEqualTo(Sgd.MMACTION2);
    }

    @Test
    void stepsSayHowManyClipsTheyTake() {
        TrainingPlan plan = new TrainingPlan(1, 4, schedule(new CosineDecay(1)), Sgd.PYSLOWFAST, 1);
        EpochSteps steps = EpochSteps.of(plan, 0, 8);
        assertThat(steps.count()).isEqualTo(2);
        assertThat(steps.clips()).isEqualTo(8);
        assertThat(steps.clips(1)).isEqualTo(4);
        assertThat(EpochSteps.of(plan, 0, 11).count()).as("a last, smaller batch is left out").isEqualTo(2);
    }

    @Test
    void allShapesOfACycleAreNamedOnce() {
        assertThat(Multigrid.NONE.shapes()).containsExactly(BatchShape.WHOLE);
        // half the side, the square root of a half, all of it: 4, 2 and 1 times the clips
        assertThat(Multigrid.SHORT.shapes()).extracting(BatchShape::shortFactor).containsExactly(4, 2, 1);
        // the long cycle at T/4 and T/2 with the root of a half, which the short one has too, and at T/2 and T: 2 + 2 + 3 + 3
        assertThat(multigrid(1).shapes()).hasSize(10).extracting(BatchShape::time).containsOnly(0.25, 0.5, 1.0);
    }

    @Test
    void aClipKeepsAFrameAndAPixelHoweverSmallItsShare() {
        BatchShape tiny = new BatchShape(8, 2, 0.25, 0.5);
        assertThat(tiny.frames(1)).isEqualTo(1);
        assertThat(tiny.crop(1)).isEqualTo(1);
        assertThat(tiny.frames(32)).isEqualTo(8);
        assertThat(tiny.isWhole()).isFalse();
        assertThat(new BatchShape(1, 1, 1, 0.5).isWhole()).isFalse();
        assertThat(new BatchShape(1, 1, 0.5, 1).isWhole()).isFalse();
        assertThat(new BatchShape(2, 1, 1, 1).isWhole()).isTrue();
    }

    @Test
    void aLongCycleNeedsFallsBeforeTheEnd() {
        assertThatIllegalArgumentException().isThrownBy(() -> Multigrid.longAndShort(List.of(), 10, 1))
            .withMessageContaining("at least one");
        assertThatIllegalArgumentException().isThrownBy(() -> Multigrid.longAndShort(List.of(5, 10), 10, 1))
            .withMessageContaining("[5, 10]");
    }
}
