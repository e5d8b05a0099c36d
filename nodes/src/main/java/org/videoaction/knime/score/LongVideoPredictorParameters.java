package org.videoaction.knime.score;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider.StringColumnsProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.videoaction.model.scoring.ScoringSettings;
import org.videoaction.model.scoring.VideoScorer;

/** The settings of the Long Video Predictor. */
final class LongVideoPredictorParameters implements NodeParameters {

    @Widget(title = "Path column", description = "The column with the paths of the videos.")
    @ChoicesProvider(StringColumnsProvider.class)
    @Persist(configKey = "path_column")
    String m_pathColumn = "Path";

    @Widget(title = "Seconds between windows", description = """
            The distance from one window to the next; a window is as long as the model's clips. Smaller distances find the
            borders of actions more exactly and take longer.
            """)
    @Persist(configKey = "step_seconds")
    double m_stepSeconds = 1;

    @Widget(title = "Windows at once",
        description = "How many windows are scored together; 0 to find out. Where memory is too small it is halved.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Persist(configKey = "batch_size")
    int m_batchSize = VideoScorer.AUTOMATIC;

    @Persist(configKey = "computing")
    @Migrate(loadDefaultIfAbsent = true)
    DeviceParameters m_computing = new DeviceParameters();

    @Override
    public void validate() throws InvalidSettingsException {
        if (!(m_stepSeconds > 0) || m_batchSize < 0) {
            throw new InvalidSettingsException("The seconds between windows are positive, the windows at once not "
                + "negative.");
        }
        m_computing.validate();
    }

    /** How windows are scored. */
    ScoringSettings settings() {
        return ScoringSettings.AUTOMATIC.withBatch(m_batchSize).on(m_computing.device());
    }
}
