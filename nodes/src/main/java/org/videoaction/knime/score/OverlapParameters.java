package org.videoaction.knime.score;

import java.util.Optional;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.videoaction.model.metrics.SegmentAveragePrecision;

/** How segments are held against true ones: the settings that the nodes which do so share. */
final class OverlapParameters implements NodeParameters {

    /** Usual series of thresholds. */
    enum Thresholds {
        @Label(value = "ActivityNet", description = "0.5, 0.55, ..., 0.95.")
        ACTIVITY_NET(SegmentAveragePrecision.activityNet()),
        @Label(value = "THUMOS14", description = "0.3, 0.4, ..., 0.7.")
        THUMOS(SegmentAveragePrecision.thumos());

        private final double[] overlaps;

        Thresholds(double[] overlaps) {
            this.overlaps = overlaps;
        }
    }

    @Widget(title = "Overlaps", description = """
            From which overlaps on a segment is right: the time that it and a true one of its class share, over the time that
            either covers. mAP is measured at each, and averaged.
            """)
    @ValueSwitchWidget
    @Persist(configKey = "overlaps")
    Thresholds overlaps = Thresholds.ACTIVITY_NET;

    @Widget(title = BackgroundClass.TITLE, description = """
            The class of the stretches in which nothing happens, if there is one: it does not count.
            """)
    @OptionalWidget(defaultProvider = BackgroundClass.class)
    @Persistor(BackgroundClass.class)
    Optional<String> background = Optional.empty();

    double[] thresholds() {
        return overlaps.overlaps.clone();
    }
}
