package org.videoaction.knime.score;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.videoaction.knime.Bounds;
import org.videoaction.model.scoring.ScoringSettings;

/** The settings of the Video Model Calibrator. */
final class VideoModelCalibratorParameters implements NodeParameters {

    @Section(title = "Computing")
    interface ComputingSection {}

    @Layout(ComputingSection.class)
    @Persist(configKey = "computing")
    DeviceParameters computing = new DeviceParameters();

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
    }

    ScoringSettings settings() {
        return ScoringSettings.AUTOMATIC.on(computing.device());
    }
}
