package org.videoaction.knime.score;

import java.util.List;
import org.knime.core.data.StringValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.table.CommonColumns;

/** The settings of the Action Scorer. */
final class ActionScorerParameters implements NodeParameters {

    @Section(title = "Accuracy")
    interface AccuracySection {}

    /** Columns of texts and of lists. */
    static final class TruthColumns extends CompatibleColumnsProvider {
        TruthColumns() {
            super(List.of(StringValue.class, CollectionDataValue.class));
        }
    }

    @Widget(title = "Label column", description = """
            The column with the true class of each video, or with a list of its true classes where several may hold.
            """)
    @ChoicesProvider(TruthColumns.class)
    @Layout(AccuracySection.class)
    @Persist(configKey = "label_column")
    String labelColumn = CommonColumns.LABEL.name();

    @Widget(title = "k of the top-k accuracy", description = """
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
}
