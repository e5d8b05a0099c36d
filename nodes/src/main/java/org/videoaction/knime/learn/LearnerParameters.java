package org.videoaction.knime.learn;

import org.knime.core.node.InvalidSettingsException;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.CompleteSettings;
import org.videoaction.model.network.Architecture;

/** The settings of a learner: its network and how it is trained. */
interface LearnerParameters extends CompleteSettings {

    /** How the network is trained. */
    TrainingParameters training();

    /** The network for a number of classes. */
    Architecture architecture(int classes);

    @Override
    default void validate() throws InvalidSettingsException {
        Bounds.check(this);
        training().validate();
    }

    @Override
    default void checkComplete() throws InvalidSettingsException {
        training().checkComplete();
        try {
            architecture(1);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }
}
