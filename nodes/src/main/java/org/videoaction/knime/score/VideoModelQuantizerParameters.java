package org.videoaction.knime.score;

import java.util.Arrays;
import java.util.List;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.IsOneOf;
import org.videoaction.model.quantization.RangeRule;
import org.videoaction.model.scoring.QuantizationSettings;

/** The settings of the Video Model Quantizer. */
final class VideoModelQuantizerParameters implements NodeParameters {

    @Section(title = "Ranges of activations")
    interface RangeSection {}

    @Section(title = "Comparison")
    @Advanced
    interface ComparisonSection {}

    /** How a layer's range follows from its values. */
    enum Rule {
        @Label(value = "Percentile", description = "So many percent of a layer's values lie within.")
        PERCENTILE,
        @Label(value = "Entropy", description = """
            The range whose rounded values tell most of the original ones (least Kullback-Leibler divergence).
            """)
        ENTROPY
    }

    /** A share is asked for. */
    static final class ByPercentile extends IsOneOf<Rule> {
        ByPercentile() {
            super(Rule.PERCENTILE);
        }
    }

    /** What a percentile is at most. */
    static final class AtMostAll extends Bounds.Largest {
        @Override
        public double getMax() {
            return 100;
        }
    }

    /** What a percentile is at least. */
    static final class AtLeastNinety extends MinValidation {
        @Override
        public double getMin() {
            return 90;
        }
    }

    @Widget(title = "Calibration clips", description = """
        On how many clips, evenly chosen from the table, the activations are looked at; 32 to 256 are usual. All, where there
        are fewer.
        """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(RangeSection.class)
    @Persist(configKey = "calibration_clips")
    int calibrationClips = QuantizationSettings.DEFAULT.clips();

    @Widget(title = "Range", description = "How the range of a layer's bytes follows from the values that it had.")
    @ValueSwitchWidget
    @ValueReference(ByPercentile.class)
    @Layout(RangeSection.class)
    @Persist(configKey = "range")
    Rule rule = Rule.PERCENTILE;

    @Widget(title = "Percentile", description = "How many percent of a layer's values lie within its range.")
    @NumberInputWidget(minValidation = AtLeastNinety.class, maxValidation = AtMostAll.class)
    @Effect(predicate = ByPercentile.class, type = EffectType.SHOW)
    @Layout(RangeSection.class)
    @Persist(configKey = "percentile")
    double percentile = 99.99;

    @Widget(title = "Layers in 32-bit floats", description = """
        Names of convolutions that do not compute in integers, separated by commas, beside those that never do. The table of
        layers names all; those with the smallest signal to noise are the first to try.
        """)
    @Layout(RangeSection.class)
    @Persist(configKey = "exact_layers")
    String exactLayers = "";

    @Widget(title = "Compared clips", description = """
        On how many clips at most the quantized network is compared with the one in floats; those of the table that were not
        looked at for ranges, where there are others.
        """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(ComparisonSection.class)
    @Persist(configKey = "compared_clips")
    int comparedClips = QuantizationSettings.DEFAULT.compared();

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
    }

    QuantizationSettings settings() {
        List<String> exact = Arrays.stream(exactLayers.split(",")).map(String::strip).filter(name -> !name.isEmpty())
            .toList();
        return new QuantizationSettings(calibrationClips, comparedClips,
            rule == Rule.ENTROPY ? new RangeRule.Entropy() : new RangeRule.Percentile(percentile), exact);
    }
}
