package org.videoaction.knime.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSLocation;

class KeptFolderTest {

    private static final CheckpointsFolder.Persistence AS_TEXT = new CheckpointsFolder.Persistence();

    private static KeptFolder load(String text) throws InvalidSettingsException {
        NodeSettings settings = new NodeSettings("model");
        settings.addString("folder", text);
        return AS_TEXT.load(settings);
    }

    private static String save(FSLocation location) throws InvalidSettingsException {
        NodeSettings settings = new NodeSettings("model");
        AS_TEXT.save(new CheckpointsFolder(Optional.of(new FileSelection(location))), settings);
        return settings.getString("folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data/run", "C:\\\\data\\\\run", "runs/first", "knime://knime.workflow/../runs",
        "https://host/runs"})
    void aTextMeansWhatItMeant(String text) throws Exception {
        assertThat(save(load(text).chosen().orElseThrow().getFSLocation())).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"/data/run, LOCAL, , /data/run", "knime://knime.workflow.data/run, RELATIVE, knime.workflow.data, run",
        "knime://knime.space//run, RELATIVE, knime.space, /run"})
    void aTextSaysWhereTheFolderLies(String text, String category, String specifier, String path) throws Exception {
        FSLocation location = new FSLocation(category, specifier, path);
        assertThat(load(text).chosen().orElseThrow().getFSLocation()).isEqualTo(location);
        assertThat(save(location)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void noFolderIsNone(String text) throws Exception {
        load(text).validate();
        assertThat(load(text).chosen()).isEmpty();
        assertThat(load(text).path()).isEmpty();
    }

    @Test
    void noFolderIsSavedAsVersion100SavedIt() throws Exception {
        NodeSettings settings = new NodeSettings("model");
        AS_TEXT.save(new CheckpointsFolder(), settings);
        assertThat(settings.getString("folder")).isEmpty();
    }

    @Test
    void foldersOfServersAreRefusedAlsoAfterTheyWereSaved() throws Exception {
        for (FSLocation elsewhere : new FSLocation[] {new FSLocation(FSCategory.MOUNTPOINT, "My-Hub", "/runs"),
            new FSLocation(FSCategory.HUB_SPACE, "*space", "/runs"), new FSLocation(FSCategory.CUSTOM_URL, "1000",
                "https://host/runs")}) {
            KeptFolder again = load(save(elsewhere));
            assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(again::validate).withMessageContaining("/runs")
                .withMessageContaining("Choose a folder of this machine");
        }
    }
}
