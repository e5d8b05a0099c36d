package org.videoaction.knime.clips;

import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.videoaction.data.sampling.ColourJitter;
import org.videoaction.knime.Bounds;

/** What changes in clips by chance. */
@Layout(VideoLayout.Chance.class)
abstract class AugmentationParameters extends SpatialParameters {

    /** Edges that move further could meet. */
    static final class BelowHalf extends Bounds.Largest {
        @Override
        public double getMax() {
            return 0.5;
        }

        @Override
        public boolean isExclusive() {
            return true;
        }
    }

    @Widget(title = "Random horizontal flip (50 %)", description = """
            Flips each clip left to right with a probability of one half. Not for classes that a flip exchanges, such as moving left and
            moving right.
            """)
    @Effect(predicate = ClipsFor.IsTesting.class, type = EffectType.HIDE)
    @Persist(configKey = "flip")
    boolean flip;

    @Widget(title = "Seed", description = "The same seed gives the same random clips, crops and changes.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Advanced
    @Effect(predicate = ClipsFor.IsTesting.class, type = EffectType.HIDE)
    @Persist(configKey = "seed")
    long seed = 1;

    @Widget(title = "Brightness jitter", description = """
            How much the brightness of a clip may change by chance, as a share: with 0.4 it becomes 0.6 to 1.4 times what
            it was. All frames of a clip change alike. 0 for no change.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Advanced
    @Effect(predicate = ClipsFor.IsTesting.class, type = EffectType.HIDE)
    @Persist(configKey = "brightness")
    @Migrate(loadDefaultIfAbsent = true)
    double brightness;

    @Widget(title = "Contrast jitter", description = "How much the contrast may change, that is the distance from the frame's mean gray.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Advanced
    @Effect(predicate = ClipsFor.IsTesting.class, type = EffectType.HIDE)
    @Persist(configKey = "contrast")
    @Migrate(loadDefaultIfAbsent = true)
    double contrast;

    @Widget(title = "Saturation jitter", description = "How much the saturation may change, that is the distance from each pixel's gray.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Advanced
    @Effect(predicate = ClipsFor.IsTesting.class, type = EffectType.HIDE)
    @Persist(configKey = "saturation")
    @Migrate(loadDefaultIfAbsent = true)
    double saturation;

    @Widget(title = "Box jitter", description = """
            How far each edge of a box may move by chance, as a share of the box's side: for training, below 0.5. 0 leaves
            boxes where they are.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = BelowHalf.class)
    @Advanced
    @Effect(predicate = ClipsFor.IsTesting.class, type = EffectType.HIDE)
    @Persist(configKey = "box_jitter")
    @Migrate(loadDefaultIfAbsent = true)
    double boxJitter;

    ColourJitter colour() {
        return clipsFor == ClipsFor.TESTING ? ColourJitter.NONE : new ColourJitter(brightness, contrast, saturation);
    }

    double movedBoxes() {
        return clipsFor == ClipsFor.TESTING ? 0 : boxJitter;
    }
}
