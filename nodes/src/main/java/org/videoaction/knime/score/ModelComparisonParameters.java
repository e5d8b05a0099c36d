package org.videoaction.knime.score;

import java.util.List;
import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.text.TextAreaWidget;
import org.videoaction.knime.CompleteSettings;
import org.videoaction.knime.OptionalSetting;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.ColumnChoice;

/** The settings of Model Comparison. */
final class ModelComparisonParameters implements CompleteSettings {

    @Section(title = "Comparison")
    interface Comparison {}

    private static final String USUAL = "Top-1";

    /** Columns of numbers. */
    static final class AccuracyColumns extends ColumnChoice.Choices {
        AccuracyColumns() {
            super(0, false, Column::isNumber);
        }
    }

    /** Names that are not those of the networks. */
    static final class Names extends OptionalSetting.OfText {
        Names() {
            super("names", "");
        }
    }

    @Widget(title = "Accuracy", description = """
            The column that is compared, for example mAP; from 0 to 1. By itself it is the column Top-1.
            """)
    @ChoicesProvider(AccuracyColumns.class)
    @Layout(Comparison.class)
    @Persist(configKey = "accuracy_column")
    String accuracyColumn = ColumnChoice.AUTOMATIC;

    @Widget(title = "Model names", description = """
            One name per line for the models, in the order of the ports and rows; those that have no line keep the name of their
            network.
            """)
    @OptionalWidget(defaultProvider = Names.class)
    @TextAreaWidget(rows = 4)
    @Layout(Comparison.class)
    @Persistor(Names.class)
    Optional<String> names = Optional.empty();

    @Override
    public void checkComplete() throws InvalidSettingsException {
        if (accuracyColumn == null || accuracyColumn.isBlank()) {
            throw new InvalidSettingsException(
                "No column with the accuracy is chosen. Choose one of the summaries' columns.");
        }
    }

    /** The name of the column that is compared. */
    String accuracy() {
        return accuracyColumn.equals(ColumnChoice.AUTOMATIC) ? USUAL : accuracyColumn;
    }

    /** The name of a model. */
    String name(int row, String network) {
        List<String> names = this.names.orElse("").lines().map(String::strip).toList();
        return row < names.size() && !names.get(row).isEmpty() ? names.get(row) : network;
    }
}
