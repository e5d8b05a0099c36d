package org.videoaction.knime.devices;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;

/** The settings of Compute Devices. */
final class ComputeDevicesParameters implements NodeParameters {

    @Section(title = "Check")
    interface Check {}

    @Widget(title = "Self-test", description = """
            Takes three small steps of training on each device that can be used, and compares their losses with those of the
            CPU, and the first with what it has to be. Takes a few seconds.
            """)
    @Layout(Check.class)
    @Persist(configKey = "self_test")
    boolean selfTest = true;
}
