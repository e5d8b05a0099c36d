package org.videoaction.knime.score;

import java.util.List;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider.DoubleColumnsProvider;
import org.knime.node.parameters.widget.text.TextAreaWidget;
import org.videoaction.knime.CompleteSettings;

/** The settings of Model Comparison. */
final class ModelComparisonParameters implements CompleteSettings {

    @Section(title = "Comparison")
    interface Comparison {}

    @Widget(title = "Accuracy", description = "The column that is compared, for example Top-1 or mAP; from 0 to 1.")
    @ChoicesProvider(DoubleColumnsProvider.class)
    @Layout(Comparison.class)
    @Persist(configKey = "accuracy_column")
    String accuracyColumn = "Top-1";

    @Widget(title = "Model names (optional)", description = """
            One name per line for the models, in the order of the ports and rows; those that have no line keep the name of their
            network.
            """)
    @TextAreaWidget(rows = 4)
    @Layout(Comparison.class)
    @Persist(configKey = "names")
    String names = "";

    @Override
    public void checkComplete() throws InvalidSettingsException {
        if (accuracyColumn == null || accuracyColumn.isBlank()) {
            throw new InvalidSettingsException(
                "No column with the accuracy is chosen. Choose one of the summaries' columns.");
        }
    }

    /** The name of a model. */
    String name(int row, String network) {
        List<String> names = this.names.lines().map(String::strip).toList();
        return row < names.size() && !names.get(row).isEmpty() ? names.get(row) : network;
    }
}
