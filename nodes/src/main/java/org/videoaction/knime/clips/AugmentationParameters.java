package org.videoaction.knime.clips;

import java.util.Optional;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.videoaction.data.sampling.ColourJitter;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.OptionalSetting;

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

    /** A change of brightness. */
    static final class Brightness extends OptionalSetting.OfDouble {
        Brightness() {
            super("brightness", 0, 0.4);
        }
    }

    /** A change of contrast. */
    static final class Contrast extends OptionalSetting.OfDouble {
        Contrast() {
            super("contrast", 0, 0.4);
        }
    }

    /** A change of saturation. */
    static final class Saturation extends OptionalSetting.OfDouble {
        Saturation() {
            super("saturation", 0, 0.4);
        }
    }

    /** Boxes that move. */
    static final class BoxShift extends OptionalSetting.OfDouble {
        BoxShift() {
            super("box_jitter", 0, 0.05);
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
            it was. All frames of a clip change alike.
            """)
    @OptionalWidget(defaultProvider = Brightness.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Advanced
    @Effect(predicate = ClipsFor.IsTesting.class, type = EffectType.HIDE)
    @Persistor(Brightness.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<Double> brightness = Optional.empty();

    @Widget(title = "Contrast jitter", description = "How much the contrast may change, that is the distance from the frame's mean gray.")
    @OptionalWidget(defaultProvider = Contrast.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Advanced
    @Effect(predicate = ClipsFor.IsTesting.class, type = EffectType.HIDE)
    @Persistor(Contrast.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<Double> contrast = Optional.empty();

    @Widget(title = "Saturation jitter", description = "How much the saturation may change, that is the distance from each pixel's gray.")
    @OptionalWidget(defaultProvider = Saturation.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Advanced
    @Effect(predicate = ClipsFor.IsTesting.class, type = EffectType.HIDE)
    @Persistor(Saturation.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<Double> saturation = Optional.empty();

    @Widget(title = "Box jitter", description = """
            How far each edge of a box may move by chance, as a share of the box's side: for training, below 0.5.
            """)
    @OptionalWidget(defaultProvider = BoxShift.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = BelowHalf.class)
    @Advanced
    @Effect(predicate = ClipsFor.IsTesting.class, type = EffectType.HIDE)
    @Persistor(BoxShift.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<Double> boxJitter = Optional.empty();

    ColourJitter colour() {
        return new ColourJitter(brightness.orElse(0.0), contrast.orElse(0.0), saturation.orElse(0.0));
    }
}
