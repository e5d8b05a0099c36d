package org.videoaction.knime;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;

/**
 * Settings that can be right one by one and not yet fit for work. KNIME validates when it loads a workflow, when a dialog
 * closes and between two options of its batch application, before flow variables have filled in what is missing:
 * {@link #validate()} is for what is wrong whatever else is set.
 */
public interface CompleteSettings extends NodeParameters {

    /** @throws InvalidSettingsException when something needed is not chosen, or two settings do not go together */
    void checkComplete() throws InvalidSettingsException;

    /** Both; for configuring, when flow variables are in their places. */
    default void check() throws InvalidSettingsException {
        validate();
        checkComplete();
    }
}
