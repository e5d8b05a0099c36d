package org.videoaction.knime.score;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.videoaction.model.metrics.FrameAveragePrecision;

/** The settings of the Detection Scorer. */
final class DetectionScorerParameters implements NodeParameters {

    @Section(title = "Frame-mAP")
    interface PrecisionSection {}

    /** Whose rules hold. */
    enum Convention {
        @Label(value = "PySlowFast", description = """
            Detections of a frame are matched in the table's order; those in frames without true boxes are wrong; every
            class with a true box counts.
            """)
        PYSLOWFAST(FrameAveragePrecision.Convention.PYSLOWFAST),
        @Label(value = "MMAction2", description = """
            Detections of a frame are matched from the highest score down; those in frames without true boxes do not count,
            nor do classes without detections.
            """)
        MMACTION2(FrameAveragePrecision.Convention.MMACTION2),
        @Label(value = "MMAction2, all frames", description = "As MMAction2, but detections in frames without true boxes are wrong.")
        MMACTION2_EMPTY_FRAMES(FrameAveragePrecision.Convention.MMACTION2_EMPTY_FRAMES);

        private final FrameAveragePrecision.Convention ofMetrics;

        Convention(FrameAveragePrecision.Convention ofMetrics) {
            this.ofMetrics = ofMetrics;
        }
    }

    @Widget(title = "Evaluation protocol", description = "Whose protocol holds: PySlowFast and MMAction2 differ in what they count.")
    @ValueSwitchWidget
    @Layout(PrecisionSection.class)
    @Persist(configKey = "convention")
    Convention convention = Convention.PYSLOWFAST;

    FrameAveragePrecision.Convention convention() {
        return convention.ofMetrics;
    }
}
