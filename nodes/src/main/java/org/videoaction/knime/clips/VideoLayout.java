package org.videoaction.knime.clips;

import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Section;

/** The parts of the dialogs of nodes that read videos; a node has those in which it has settings. */
interface VideoLayout {

    @Section(title = "Clips")
    interface Purpose {}

    @Section(title = "Videos")
    @After(Purpose.class)
    interface Videos {}

    @Section(title = "Description")
    @After(Videos.class)
    interface Description {}

    @Section(title = "Temporal sampling")
    @After(Description.class)
    interface Time {}

    @Section(title = "Spatial sampling")
    @After(Time.class)
    interface Space {}

    @Section(title = "Augmentation")
    @After(Space.class)
    interface Chance {}

    @Section(title = "Output")
    @After(Chance.class)
    interface Output {}

    @Section(title = "Reading")
    @Advanced
    @After(Output.class)
    interface Reading {}
}
