package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.standin.ParameterXml;

class FrameSamplerDialogTest {

    private static final String SAMPLER = "org.videoaction.knime.clips.FrameSamplerNodeFactory";
    private static final PortType[] VIDEOS = {BufferedDataTable.TYPE};
    private static final PortType[] VIDEOS_AND_MODEL = {BufferedDataTable.TYPE, VideoModelPortObject.TYPE};

    private static Settings fresh(String clipsFor) throws Exception {
        Settings fresh = Settings.of(SAMPLER, new PortObjectSpec[1]);
        NodeSettings settings = ParameterXml.toSettings(fresh.root(), "model");
        settings.addString("clips_for", clipsFor);
        return Settings.of(ParameterXml.load(fresh.root().getClass(), settings));
    }

    static Stream<Arguments> firstScreens() {
        return Stream.of(
            Arguments.of("TRAINING", VIDEOS,
                List.of("Clips for", "Label column", "Frames per clip (T)", "Take every n-th frame",
                    "Crop size (pixels)", "Random horizontal flip (50 %)")),
            Arguments.of("TRAINING", VIDEOS_AND_MODEL,
                List.of("Clips for", "Label column", "Random horizontal flip (50 %)")),
            Arguments.of("TESTING", VIDEOS, List.of("Clips for", "Views per video", "Label column", "Frames per clip (T)",
                "Take every n-th frame", "Crop size (pixels)")),
            Arguments.of("TESTING", VIDEOS_AND_MODEL, List.of("Clips for", "Views per video", "Label column")));
    }

    @ParameterizedTest
    @MethodSource("firstScreens")
    void theFirstScreenHasSixSettingsAtMost(String clipsFor, PortType[] ports, List<String> titles) throws Exception {
        assertThat(FirstScreen.titles(fresh(clipsFor), ports)).isEqualTo(titles).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void whoeverChoosesHimselfSeesWhereClipsLie() throws Exception {
        assertThat(FirstScreen.titles(fresh("CUSTOM"), VIDEOS))
            .contains("Clip placement", "Clips per video", "Crop placement", "Short side (pixels)");
        assertThat(FirstScreen.titles(fresh("CUSTOM"), VIDEOS_AND_MODEL)).contains("Clip placement", "Clips per video")
            .doesNotContain("Frames per clip (T)", "Take every n-th frame", "Crop size (pixels)", "Short side (pixels)");
    }

    @Test
    void aNewNodeIsForTrainingAndOneOfVersion100AsItWasChosen() throws Exception {
        NodeSettings fresh = ParameterXml.toSettings(Settings.of(SAMPLER, new PortObjectSpec[1]).root(), "model");
        assertThat(fresh.getString("clips_for")).isEqualTo("TRAINING");

        NodeSettings old = new NodeSettings("model");
        for (String key : fresh.keySet()) {
            if (!key.equals("clips_for") && !key.equals("views")) {
                old.addEntry(fresh.getEntry(key));
            }
        }
        NodeSettings loaded = ParameterXml
            .toSettings(ParameterXml.load(Settings.parameters(SAMPLER), old), "model");
        assertThat(loaded.getString("clips_for")).isEqualTo("CUSTOM");
    }
}
