package org.videoaction.knime.score;

import java.util.List;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.ColumnChoice;
import org.videoaction.knime.table.CommonColumns;

/** The settings of the Action Scorer. */
final class ActionScorerParameters implements NodeParameters {

    @Section(title = "Accuracy")
    interface AccuracySection {}

    private static final ColumnChoice<List<String>> LABEL = new ColumnChoice<>(Column.texts(CommonColumns.LABEL.name()),
        Column::texts, ActionScorerParameters::isTruth, "label", "texts or lists of texts");

    /** Columns of texts and of lists of texts. */
    static final class LabelColumns extends ColumnChoice.Choices {
        LabelColumns() {
            super(0, false, ActionScorerParameters::isTruth);
        }
    }

    @Widget(title = "Label column", description = """
            The column with the true class of each video, or with a list of its true classes where several may hold. By
            itself it is the column Label.
            """)
    @ChoicesProvider(LabelColumns.class)
    @Layout(AccuracySection.class)
    @Persist(configKey = "label_column")
    String labelColumn = ColumnChoice.AUTOMATIC;

    @Widget(title = "Top-k", description = """
            A video counts as right in the top-k accuracy when its class is among the k most probable ones.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(AccuracySection.class)
    @Persist(configKey = "k")
    int k = 5;

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
    }

    private static boolean isTruth(DataType type) {
        return Column.isText(type) || Column.isTexts(type);
    }

    /** @throws InvalidSettingsException when the table has no such column with true classes */
    Column<List<String>> label(DataTableSpec table) throws InvalidSettingsException {
        return LABEL.requiredIn(table, labelColumn);
    }
}
