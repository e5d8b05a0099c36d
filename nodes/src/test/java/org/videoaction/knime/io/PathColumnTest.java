package org.videoaction.knime.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import javax.swing.JComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.filehandling.core.data.location.cell.SimpleFSLocationCellFactory;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.videoaction.knime.table.ColumnChoice;
import org.videoaction.standin.SpecsOnly;

class PathColumnTest {

    /** @param columns names, of which those of paths, texts and numbers begin with p, t and n */
    private static DataTableSpec table(String... columns) {
        return new DataTableSpec(Arrays.stream(columns)
            .map(name -> new DataColumnSpecCreator(name, type(name)).createSpec()).toArray(DataColumnSpec[]::new));
    }

    private static DataType type(String name) {
        return switch (name.charAt(0)) {
            case 'p' -> SimpleFSLocationCellFactory.TYPE;
            case 'n' -> DoubleCell.TYPE;
            default -> StringCell.TYPE;
        };
    }

    @ParameterizedTest
    @CsvSource({"p1 t1 Path, Path", "t1 Video Path, Path", "t1 p1 Video, Video", "n1 t1 p1 p2, p1", "n1 t1 t2, t1"})
    void automaticIsTheUsualColumnElseTheFormerOneElseTheFirstOfPathsElseOfTexts(String columns, String found)
        throws Exception {
        assertThat(PathColumn.name(table(columns.split(" ")), ColumnChoice.AUTOMATIC)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"Label Video, Video, Video", "Label Path, Video, Path", "Path Video, Video, Video", "t1 Path, t1, t1"})
    void aSettingThatNamesTheFormerColumnFindsItOrTheOneInItsPlace(String columns, String saved, String found)
        throws Exception {
        assertThat(PathColumn.name(table(columns.split(" ")), saved)).isEqualTo(found);
    }

    @Test
    void aTableWithoutPathsIsRefused() {
        assertThatExceptionOfType(InvalidSettingsException.class)
            .isThrownBy(() -> PathColumn.name(table("n1"), ColumnChoice.AUTOMATIC))
            .withMessage("The input table has no column Path. Choose its path column.");
    }

    @Test
    void theColumnsOfTheSecondInputAreThoseOfItsTableIfItIsOne() {
        PortObjectSpec clips = () -> new JComponent[0];

        assertThat(new PathColumn.ChoiceOfSecondInput()
            .computeState(new SpecsOnly(new PortObjectSpec[] {clips, table("n1", "t1", "p1")})))
            .extracting(StringChoice::text).containsExactly("(automatic)", "t1", "p1");
        assertThat(new PathColumn.ChoiceOfSecondInput()
            .computeState(new SpecsOnly(new PortObjectSpec[] {table("t1"), clips})))
            .extracting(StringChoice::text).containsExactly("(automatic)");
    }
}
