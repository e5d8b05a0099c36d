package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.videoaction.knime.Settings.Setting;
import org.videoaction.standin.ParameterXml;

/**
 * What KNIME may see of settings before flow variables fill them: it validates when a workflow is loaded, when a dialog is
 * closed with OK, and after each option of the batch application.
 */
class ValidationTest {

    private static NodeParameters savedAndLoaded(NodeParameters parameters) throws InvalidSettingsException {
        NodeSettings saved = ParameterXml.toSettings(parameters, "model");
        return ParameterXml.load(parameters.getClass(), saved);
    }

    @TestFactory
    Stream<DynamicTest> defaultSettingsAreSavedLoadedAndValid() {
        return Settings.factories().stream().map(factory -> DynamicTest.dynamicTest(factory,
            () -> savedAndLoaded(Settings.of(factory).root()).validate()));
    }

    @TestFactory
    Stream<DynamicTest> everySettingAloneCanTakeEachValueWithinItsBounds() {
        return Settings.factories().stream().map(factory -> DynamicTest.dynamicTest(factory, () -> {
            Settings settings = Settings.of(factory);
            for (Setting setting : settings.all()) {
                Object before = setting.value();
                for (Object value : values(setting)) {
                    setting.setContent(value);
                    assertThatCode(() -> settings.root().validate()).as("%s = %s before the other options", setting, value)
                        .doesNotThrowAnyException();
                }
                setting.set(before);
            }
        }));
    }

    private static List<Object> values(Setting setting) throws Exception {
        Object value = setting.content();
        if (value instanceof Enum<?> constant) {
            return List.of((Object[]) constant.getDeclaringClass().getEnumConstants());
        }
        if (value instanceof Boolean) {
            return List.of(true, false);
        }
        if (!(value instanceof Number)) {
            return List.of();
        }
        NumberInputWidget declared = setting.annotation(NumberInputWidget.class).orElseThrow();
        Bounds.Bound least = Bounds.least(declared);
        Bounds.Bound most = Bounds.most(declared);
        double small = least.limit() + (least.isExclusive() ? 0.25 : 0);
        double large = Double.isInfinite(most.limit()) ? 1000 : most.isExclusive() ? most.limit() - 0.25 : most.limit();
        return Stream.of(small, large).<Object>map(number -> value instanceof Integer ? (Object) (int) number.doubleValue()
            : value instanceof Long ? (Object) (long) number.doubleValue() : (Object) number).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.VideoDatasetReader", "io.VideoModelReader", "io.VideoModelWriter", "score.VideoAnnotator",
        "score.SparkActionPredictor"})
    void nothingChosenIsRefusedWhenConfiguring(String node) throws Exception {
        Settings settings = Settings.of("org.videoaction.knime." + node + "NodeFactory");
        assertThat(settings.root()).isInstanceOf(CompleteSettings.class);
        settings.root().validate();
        assertThatExceptionOfType(InvalidSettingsException.class)
            .isThrownBy(((CompleteSettings) settings.root())::check).withMessageContaining("chosen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SlowFast", "Csn", "X3d"})
    void theOrderOfOptionsDoesNotMatter(String learner) throws Exception {
        List<String> keys = List.of("epochs", "warmUpEpochs");
        for (List<String> order : List.of(keys, List.of(keys.get(1), keys.get(0)))) {
            Settings settings = Settings.of("org.videoaction.knime.learn." + learner + "LearnerNodeFactory");
            for (String key : order) {
                Setting setting = settings.all().stream().filter(s -> s.field().getName().equals(key)).findFirst()
                    .orElseThrow();
                Object value = key.equals("epochs") ? (Object) 3 : (Object) 1.0;
                setting.set(value);
                settings.root().validate();
            }
            ((CompleteSettings) settings.root()).check();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SlowFast", "Csn", "X3d"})
    void aWarmUpAsLongAsTrainingIsRefusedWhenConfiguring(String learner) throws Exception {
        Settings settings = Settings.of("org.videoaction.knime.learn." + learner + "LearnerNodeFactory");
        settings.all().stream().filter(s -> s.field().getName().equals("epochs")).forEach(s -> s.set(3));
        assertThatExceptionOfType(InvalidSettingsException.class)
            .isThrownBy(((CompleteSettings) settings.root())::check).withMessageContaining("warm-up");
    }
}
