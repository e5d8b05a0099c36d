package org.videoaction.knime.learn;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.videoaction.knime.Bounds;
import org.videoaction.model.network.Architecture;

/** The settings of a learner: its network and how it is trained. */
interface LearnerParameters extends NodeParameters {

    /** How the network is trained. */
    TrainingParameters training();

    /** The network for a number of classes. */
    Architecture architecture(int classes);

    @Override
    default void validate() throws InvalidSettingsException {
        Bounds.check(this);
        training().validate();
        try {
            architecture(1);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }
}
