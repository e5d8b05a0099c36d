package org.videoaction.knime.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.videoaction.standin.SpecsOnly;

class ColumnChoiceTest {

    private static final ColumnChoice<String> LABEL = new ColumnChoice<>(CommonColumns.LABEL, Column::text, Column::isText,
        "label", "texts");
    private static final DataTableSpec TABLE = new Columns<String>().with(CommonColumns.PATH, text -> text)
        .with(CommonColumns.LABEL, text -> text).with(CommonColumns.START, text -> null).spec();

    private static final class Labels extends ColumnChoice.Choices {
        Labels() {
            super(0, true, Column::isText);
        }
    }

    /** As the Frame Sampler of version 1.0.0 had it. */
    private static final class Persistence extends ColumnChoice.InTwoSettings {
        Persistence() {
            super("label", "label_column", "Label");
        }
    }

    @Test
    void oneListHasAutomaticNoneAndTheColumnsThatFit() {
        assertThat(new Labels().computeState(new SpecsOnly(new PortObjectSpec[] {TABLE}))).extracting(StringChoice::text)
            .containsExactly("(automatic)", "(none)", "Path", "Label");
        assertThat(new Labels().computeState(new SpecsOnly(new PortObjectSpec[1]))).extracting(StringChoice::text)
            .containsExactly("(automatic)", "(none)");
    }

    @Test
    void automaticIsTheUsualColumnWhereTheTableHasIt() throws Exception {
        assertThat(LABEL.in(TABLE, ColumnChoice.AUTOMATIC)).map(Column::name).contains("Label");
        assertThat(LABEL.in(new DataTableSpec(), ColumnChoice.AUTOMATIC)).isEmpty();
        assertThat(LABEL.in(TABLE, ColumnChoice.NONE)).isEmpty();
        assertThat(LABEL.in(TABLE, "Path")).map(Column::name).contains("Path");
    }

    @Test
    void aColumnThatIsNotThereOrHoldsSomethingElseIsRefused() {
        assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(() -> LABEL.in(TABLE, "Class"))
            .withMessage("The input table has no column Class. Choose its label column.");
        assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(() -> LABEL.in(TABLE, "Start (s)"))
            .withMessageContaining("The label column Start (s) holds ").withMessageEndingWith(", not texts.");
    }

    @Test
    void aSettingWithAFormerNameFindsTheColumnUnderTheNewOneAndTheOldOneWhereItIsThere() throws Exception {
        ColumnChoice<List<String>> labels = new ColumnChoice<>(CommonColumns.LABELS, Column::texts, Column::isTexts,
            "labels",
            "lists of texts");
        DataTableSpec now = new Columns<List<String>>().with(CommonColumns.LABELS, list -> list).spec();
        DataTableSpec then = new Columns<List<String>>().with(Column.texts("Actions"), list -> list).spec();
        DataTableSpec both = new Columns<List<String>>().with(CommonColumns.LABELS, list -> list)
            .with(Column.texts("Actions"), list -> list).spec();

        assertThat(labels.in(now, "Actions")).map(Column::name).contains("Labels");
        assertThat(labels.in(then, "Actions")).map(Column::name).contains("Actions");
        assertThat(labels.in(both, "Actions")).map(Column::name).contains("Actions");
        assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(() -> labels.in(TABLE, "Actions"))
            .withMessage("The input table has no column Actions. Choose its labels column.");
    }

    @ParameterizedTest
    @CsvSource({"AUTOMATIC, Label, (automatic)", "NONE, Label, (none)", "CHOSEN, Class, Class", ", Class, Class",
        "CHOSEN, '', (none)"})
    void settingsOfVersion100MeanTheSame(String use, String column, String choice) throws Exception {
        NodeSettings saved = new NodeSettings("model");
        Optional.ofNullable(use).ifPresent(text -> saved.addString("label", text));
        saved.addString("label_column", column);

        assertThat(new Persistence().load(saved)).isEqualTo(choice);
    }

    @ParameterizedTest
    @CsvSource({"(automatic), AUTOMATIC, Label", "(none), NONE, Label", "Class, CHOSEN, Class"})
    void choicesAreSavedInTheFormOfVersion100(String choice, String use, String column) throws Exception {
        NodeSettings saved = new NodeSettings("model");
        new Persistence().save(choice, saved);

        assertThat(saved.getString("label")).isEqualTo(use);
        assertThat(saved.getString("label_column")).isEqualTo(column);
    }
}
