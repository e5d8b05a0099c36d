package org.videoaction.knime.score;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;

/** The settings of the Segment Scorer. */
final class SegmentScorerParameters implements NodeParameters {

    @Section(title = "Average precision")
    interface Precision {}

    @Layout(Precision.class)
    @Persist(configKey = "overlap")
    OverlapParameters overlap = new OverlapParameters();
}
