package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.node.parameters.NodeParameters;
import org.videoaction.knime.Settings.Setting;
import org.videoaction.standin.ParameterXml;

/** Settings behind a check box, of the Action Detector: short sides "", target frame rate 0 and threads 0 were "off". */
class OptionalSettingTest {

    private static final String DETECTOR = "org.videoaction.knime.score.ActionDetectorNodeFactory";

    private static NodeSettings saved(String shortSides, double fps, int threads) throws ReflectiveOperationException {
        NodeSettings settings = ParameterXml.toSettings(Settings.of(DETECTOR).root(), "model");
        settings.addString("short_sides", shortSides);
        settings.addDouble("target_fps", fps);
        settings.addInt("threads", threads);
        return settings;
    }

    private static Object value(NodeParameters parameters, String name) throws ReflectiveOperationException {
        for (Setting setting : Settings.of(parameters).all()) {
            if (setting.field().getName().equals(name)) {
                return setting.value();
            }
        }
        throw new AssertionError(name);
    }

    private static NodeParameters loaded(NodeSettings settings) throws Exception {
        return ParameterXml.load(Settings.parameters(DETECTOR), settings);
    }

    @Test
    void whatMeantOffInVersion100IsEmpty() throws Exception {
        NodeParameters parameters = loaded(saved("", 0, 0));

        assertThat(value(parameters, "shortSides")).isEqualTo(Optional.empty());
        assertThat(value(parameters, "targetFps")).isEqualTo(Optional.empty());
        assertThat(value(parameters, "threads")).isEqualTo(Optional.empty());
    }

    @Test
    void whatWasChosenInVersion100IsChosen() throws Exception {
        NodeParameters parameters = loaded(saved("224, 256", 30, 2));

        assertThat(value(parameters, "shortSides")).isEqualTo(Optional.of("224, 256"));
        assertThat(value(parameters, "targetFps")).isEqualTo(Optional.of(30.0));
        assertThat(value(parameters, "threads")).isEqualTo(Optional.of(2));
    }

    @Test
    void emptyIsSavedAsVersion100SavedOff() throws Exception {
        NodeSettings settings = ParameterXml.toSettings(Settings.of(DETECTOR).root(), "model");

        assertThat(settings.getString("short_sides")).isEmpty();
        assertThat(settings.getDouble("target_fps")).isZero();
        assertThat(settings.getInt("threads")).isZero();
        assertThat(settings.keySet()).noneMatch(key -> key.endsWith("_is_present"));
    }

    @Test
    void numbersThatNeverMeantOffAreHeldAgainstTheirBounds() throws Exception {
        NodeParameters parameters = loaded(saved("", 0, -1));

        assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(parameters::validate)
            .withMessage("\"Parallel videos\" is -1. Set it to at least 1.");
    }
}
