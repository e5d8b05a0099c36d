package org.videoaction.knime.score;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.Bounds.AtMostOne;
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

    @Advanced
    @Widget(title = "Least frame-mAP", description = """
            Below this frame-mAP the node fails, so that a workflow stops before it goes on with a model that became worse, and
            a workflow that tests something says so. 0 never fails.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = AtMostOne.class)
    @Layout(PrecisionSection.class)
    @Persist(configKey = "least_frame_map")
    @Migrate(loadDefaultIfAbsent = true)
    double leastFrameMap;

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
    }

    FrameAveragePrecision.Convention convention() {
        return convention.ofMetrics;
    }
}
