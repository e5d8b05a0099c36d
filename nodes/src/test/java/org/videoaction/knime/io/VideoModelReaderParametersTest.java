package org.videoaction.knime.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSLocation;
import org.videoaction.knime.io.VideoModelReaderParameters.ClassNaming;
import org.videoaction.model.published.ClassNames;
import org.videoaction.standin.ParameterXml;

class VideoModelReaderParametersTest {

    private static FileSelection file(String path) {
        return new FileSelection(new FSLocation(FSCategory.LOCAL, path));
    }

    @ParameterizedTest
    @CsvSource({"'', NUMBERS", "/classes.txt, FROM_FILE"})
    void settingsWithoutAChoiceOfClassNamesMeanTheirFileOrNumbers(String path, ClassNaming meant) throws Exception {
        VideoModelReaderParameters parameters = new VideoModelReaderParameters();
        parameters.classFile = file(path);
        NodeSettings saved = (NodeSettings) ParameterXml.toSettings(parameters, "model");
        saved.removeConfig("class_names");
        assertThat(ParameterXml.load(VideoModelReaderParameters.class, saved).classNames).isEqualTo(meant);
    }

    @Test
    void namesFromAFileNeedOne() throws Exception {
        VideoModelReaderParameters parameters = new VideoModelReaderParameters();
        parameters.file = file("/model.pth");
        parameters.checkComplete();
        parameters.classNames = ClassNaming.FROM_FILE;
        assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(parameters::checkComplete)
            .withMessageContaining("class file");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"AUTOMATIC", "FROM_FILE", "NUMBERS"})
    void everyDataSetThatCanBeChosenHasItsNames(ClassNaming choice) {
        assertThat(ClassNames.datasets()).contains(choice.dataset());
        assertThat(ClassNaming.values()).hasSize(ClassNames.datasets().size() + 3);
    }
}
