package org.videoaction.knime.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.updates.ValueProvider;
import org.videoaction.golden.Golden;
import org.videoaction.model.training.Multigrid;
import org.videoaction.model.training.PySlowFastSchedule;
import org.videoaction.model.training.TrainingPlan;

class PresetTest {

    private static final Path SCHEDULES = Golden.file("schedules.csv");
    private static final Pattern EPOCH_LENGTH = Pattern.compile("iter \\(epoch length (\\d+)\\)");
    private static final Map<Preset, String> RECIPES = Map.of(
        Preset.SLOWFAST_196, "pyslowfast:Kinetics/SLOWFAST_4x16_R50.yaml",
        Preset.SLOWFAST_STEPS_239, "pyslowfast:Kinetics/SLOWFAST_8x8_R50_stepwise.yaml",
        Preset.MMACTION2_SLOWFAST_256, "mmaction2:slowfast_r50 4x16/8x8/r101 Linear+Cosine L10",
        Preset.CSN_58, "mmaction2-1.x:csn 58e (also the file used by the 1.x '180e' configs)",
        Preset.CSN_180, "mmaction2-0.x:csn 180e from scratch (bnfrozen) CosineAnnealing+linear warmup 40 epochs L10");

    /** As the dialog does when a preset is chosen. */
    private static TrainingParameters chosen(Preset preset, TrainingParameters parameters) throws Exception {
        fill(parameters, preset);
        return parameters;
    }

    private static void fill(NodeParameters parameters, Preset preset) throws Exception {
        for (Field field : parameters.getClass().getDeclaredFields()) {
            Object value = field.get(parameters);
            ValueProvider provider = field.getAnnotation(ValueProvider.class);
            if (provider != null) {
                field.set(parameters, provided(provider.value(), preset, value));
            } else if (value instanceof NodeParameters nested) {
                fill(nested, preset);
            }
        }
    }

    private static Object provided(Class<?> provider, Preset preset, Object before) throws Exception {
        Constructor<?> constructor = provider.getDeclaredConstructor();
        constructor.setAccessible(true);
        StateProvider<?> state = (StateProvider<?>) constructor.newInstance();
        state.init((StateProvider.StateProviderInitializer) Proxy.newProxyInstance(PresetTest.class.getClassLoader(),
            new Class<?>[] {StateProvider.StateProviderInitializer.class}, (proxy, method, arguments) -> {
                Supplier<Object> supplier = () -> arguments[0] == OfPreset.Choice.class ? preset : before;
                return supplier;
            }));
        return state.computeState(null);
    }

    private static TrainingPlan plan(Preset preset, int batch) throws Exception {
        TrainingParameters parameters = new TrainingParameters();
        parameters.m_batchSize = batch;
        return chosen(preset, parameters).plan();
    }

    @TestFactory
    List<DynamicTest> everyRateIsThatOfTheOriginalCode() throws IOException {
        assumeTrue(Files.isRegularFile(SCHEDULES), SCHEDULES + " is not there");
        List<String[]> rows = Files.readAllLines(SCHEDULES).stream().map(row -> row.split(",")).toList();
        return RECIPES.entrySet().stream().map(recipe -> DynamicTest.dynamicTest(recipe.getValue(), () -> {
            List<String[]> own = rows.stream().filter(row -> row[0].equals(recipe.getValue())).toList();
            assertThat(own).isNotEmpty();
            TrainingPlan plan = plan(recipe.getKey(), Integer.parseInt(own.get(0)[3]));
            for (String[] row : own) {
                assertThat(rate(plan, row)).as("epoch %s, step %s", row[5], row[6])
                    .isCloseTo(Double.parseDouble(row[7]), within(1e-12));
            }
        })).toList();
    }

    private static double rate(TrainingPlan plan, String[] row) {
        if (row[4].equals("epoch_float")) {
            return ((PySlowFastSchedule) plan.schedule()).rate(Double.parseDouble(row[5]));
        }
        Matcher length = EPOCH_LENGTH.matcher(row[4]);
        assertThat(length.matches()).as("the unit %s is known", row[4]).isTrue();
        return plan.schedule().rate(Integer.parseInt(row[5]), Integer.parseInt(row[6]), Integer.parseInt(length.group(1)));
    }

    /** PySlowFast's Multigrid recipe ends after 358 epochs; its first step has 64 x 8 x 2 clips. */
    @Test
    void multigridHasItsEpochsAndBatches() throws Exception {
        TrainingPlan plan = plan(Preset.SLOWFAST_MULTIGRID_239, 64);
        assertThat(plan.epochs()).isEqualTo(358);
        assertThat(plan.multigrid().shape(0, 0).clips(plan.batch())).isEqualTo(1024);
    }

    @Test
    void epochsAndOptimisersAreTheRecipes() throws Exception {
        assertThat(plan(Preset.SLOWFAST_196, 8).epochs()).isEqualTo(196);
        assertThat(plan(Preset.SLOWFAST_196, 8).rules().sgd().nesterov()).isTrue();
        assertThat(plan(Preset.MMACTION2_SLOWFAST_256, 8).epochs()).isEqualTo(256);
        assertThat(plan(Preset.MMACTION2_SLOWFAST_256, 8).rules().sgd().nesterov()).isFalse();
        assertThat(plan(Preset.MMACTION2_SLOWFAST_256, 8).rules().sgd().largestNorm()).isEqualTo(40);
        assertThat(plan(Preset.CSN_58, 8).epochs()).isEqualTo(58);
        assertThat(plan(Preset.CSN_58, 8).rules().tuning().frozenBatchNorm()).isTrue();
        assertThat(plan(Preset.CSN_180, 8).epochs()).isEqualTo(180);
    }

    @Test
    void aPresetReplacesAllOfAnotherOne() throws Exception {
        TrainingParameters parameters = chosen(Preset.SLOWFAST_MULTIGRID_239, new TrainingParameters());
        assertThat(chosen(Preset.SLOWFAST_196, parameters).plan().multigrid()).isEqualTo(Multigrid.NONE);
        assertThat(parameters.plan()).isEqualTo(plan(Preset.SLOWFAST_196, 8));
    }

    @Test
    void withoutAPresetSettingsStayAsTheyAre() throws Exception {
        TrainingParameters parameters = new TrainingParameters();
        parameters.m_epochs = 7;
        assertThat(chosen(Preset.CUSTOM, parameters).plan().epochs()).isEqualTo(7);
        assertThat(Arrays.stream(Preset.values()).filter(preset -> preset.recipe() == null)).containsExactly(Preset.CUSTOM);
    }
}
