package org.videoaction.knime.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.updates.ValueProvider;
import org.videoaction.knime.Bounds;
import org.videoaction.model.training.Multigrid;
import org.videoaction.model.training.PySlowFastSchedule;
import org.videoaction.model.training.TrainingPlan;

class PresetTest {

    /** As the dialog does when a preset is chosen. */
    private static TrainingParameters chosen(Preset preset, TrainingParameters parameters) throws Exception {
        fill(parameters, preset);
        return parameters;
    }

    private static void fill(NodeParameters parameters, Preset preset) throws Exception {
        for (Field field : Bounds.settings(parameters.getClass())) {
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

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CUSTOM")
    void everySettingIsThatOfTheRecipe(Preset preset) throws Exception {
        TrainingParameters parameters = chosen(preset, new TrainingParameters());
        parameters.validate();
        assertThat(parameters.recipe()).isEqualTo(preset.recipe());
    }

    @Test
    void aPresetReplacesAllOfAnotherOne() throws Exception {
        TrainingParameters parameters = chosen(Preset.SLOWFAST_MULTIGRID_239, new TrainingParameters());
        chosen(Preset.CSN_180, parameters);
        assertThat(chosen(Preset.SLOWFAST_196, parameters).plan())
            .isEqualTo(chosen(Preset.SLOWFAST_196, new TrainingParameters()).plan());
    }

    @Test
    void withoutAPresetSettingsStayAsTheyAre() throws Exception {
        TrainingParameters parameters = new TrainingParameters();
        parameters.epochs = 7;
        assertThat(chosen(Preset.CUSTOM, parameters).plan().epochs()).isEqualTo(7);
        assertThat(Arrays.stream(Preset.values()).filter(preset -> preset.recipe() == null)).containsExactly(Preset.CUSTOM);
    }
}
