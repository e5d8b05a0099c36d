package org.videoaction.knime.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSLocation;
import org.videoaction.data.list.BoxFormat;
import org.videoaction.data.list.ListFormat;
import org.videoaction.knime.io.DatasetSource.Folders;
import org.videoaction.knime.io.DatasetSource.Format;
import org.videoaction.knime.io.DatasetSource.Source;

class DatasetSourceTest {

    private static final DatasetSource.Persistence PERSISTENCE = new DatasetSource.Persistence();

    private static FileSelection file(String path) {
        return new FileSelection(new FSLocation(FSCategory.LOCAL, path));
    }

    /** As version 1.0.0 saved it. */
    private static NodeSettings saved(String format, String list, String folder) {
        NodeSettings settings = new NodeSettings("model");
        settings.addString("format", format);
        for (String[] file : new String[][] {{"list_file", list}, {"video_folder", folder}}) {
            NodeSettings path = (NodeSettings) settings.addNodeSettings(file[0]).addNodeSettings("path");
            path.addBoolean("location_present", true);
            path.addString("file_system_type", "LOCAL");
            path.addString("path", file[1]);
        }
        return settings;
    }

    private static NodeSettings saved(DatasetSource source) {
        NodeSettings settings = new NodeSettings("model");
        PERSISTENCE.save(source, settings);
        return settings;
    }

    @ParameterizedTest
    @EnumSource(Folders.class)
    void aFormatThatWasAFolderIsOne(Folders folders) throws Exception {
        NodeSettings settings = saved(folders.name(), "", "/videos");

        DatasetSource source = PERSISTENCE.load(settings);

        assertThat(source.source).isEqualTo(Source.FOLDER);
        assertThat(source.list()).contains(ListFormat.valueOf(folders.name()));
        assertThat(source.folder.getFSLocation().getPath()).isEqualTo("/videos");
        assertThat(saved(source)).isEqualTo(settings);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aFormatThatWasAListIsOne(Format format) throws Exception {
        NodeSettings settings = saved(format.name(), "/lists/train.txt", "");

        DatasetSource source = PERSISTENCE.load(settings);

        assertThat(source.source).isEqualTo(Source.LIST);
        assertThat(source.format).isEqualTo(format);
        assertThat(source.videoFolder).isEmpty();
        assertThat(saved(source)).isEqualTo(settings);
    }

    @Test
    void everyFormatCanBeChosen() {
        assertThat(Format.values().length + Folders.values().length)
            .isEqualTo(ListFormat.values().length + BoxFormat.values().length);
    }

    @Test
    void settingsFromBeforeThereWereFormatsAreListsOfPathsAndLabels() throws Exception {
        NodeSettings settings = new NodeSettings("model");
        new OptionalFile("list_file") {}.save(Optional.of(file("/lists/train.txt")), settings);

        DatasetSource source = PERSISTENCE.load(settings);

        assertThat(source.source).isEqualTo(Source.LIST);
        assertThat(source.list()).contains(ListFormat.PATH_LABEL);
        assertThat(source.listFile).isEqualTo(file("/lists/train.txt"));
    }

    @Test
    void aFormatThatIsNotKnownIsRefused() {
        assertThatExceptionOfType(InvalidSettingsException.class)
            .isThrownBy(() -> PERSISTENCE.load(saved("TAPE", "/lists/train.txt", ""))).withMessageContaining("TAPE");
    }

    @Test
    void whatIsNeededIsAskedForByItsName() {
        DatasetSource source = new DatasetSource();
        assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(source::checkComplete)
            .withMessageContaining("No folder of videos is chosen");
        source.source = Source.LIST;
        assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(source::checkComplete)
            .withMessageContaining("No list file is chosen");
    }
}
