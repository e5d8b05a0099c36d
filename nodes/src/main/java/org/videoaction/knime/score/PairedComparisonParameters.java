package org.videoaction.knime.score;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.ColumnChoice;
import org.videoaction.knime.table.CommonColumns;

/** The settings of Paired Comparison. */
final class PairedComparisonParameters implements NodeParameters {

    @Section(title = "Comparison")
    interface Comparison {}

    static final ColumnChoice<String> LABEL = new ColumnChoice<>(CommonColumns.LABEL, Column::text, Column::isText, "label",
        "texts");

    /** Columns of texts. */
    static final class LabelColumns extends ColumnChoice.Choices {
        LabelColumns() {
            super(0, false, Column::isText);
        }
    }

    @Widget(title = "Label column", description = """
            The column of the first table with the true class of each video. By itself it is the column Label.
            """)
    @ChoicesProvider(LabelColumns.class)
    @Layout(Comparison.class)
    @Persist(configKey = "label_column")
    String labelColumn = ColumnChoice.AUTOMATIC;
}
