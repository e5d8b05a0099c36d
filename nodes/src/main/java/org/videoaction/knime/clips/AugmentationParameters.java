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
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.data.sampling.Augmentation;
import org.videoaction.data.sampling.ColourJitter;
import org.videoaction.data.sampling.RandAugment;
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

    /** A change of hue. */
    static final class Hue extends OptionalSetting.OfDouble {
        Hue() {
            super("hue", 0, 0.1);
        }
    }

    /** Clips without color. */
    static final class Gray extends OptionalSetting.OfDouble {
        Gray() {
            super("gray", 0, 0.2);
        }
    }

    /** A change of light. */
    static final class Lighting extends OptionalSetting.OfDouble {
        Lighting() {
            super("lighting", 0, 0.1);
        }
    }

    /** RandAugment. */
    static final class Magnitude extends OptionalSetting.OfDouble {
        Magnitude() {
            super("rand_augment", 0, 7);
        }
    }

    /** Boxes of noise. */
    static final class Erasing extends OptionalSetting.OfDouble {
        Erasing() {
            super("erasing", 0, 0.25);
        }
    }

    /** Faster and slower clips. */
    static final class Speed extends OptionalSetting.OfDouble {
        Speed() {
            super("speed", 0, 1.5);
        }
    }

    /** Hues that go halfway round. */
    static final class AtMostHalf extends Bounds.Largest {
        @Override
        public double getMax() {
            return 0.5;
        }
    }

    /** The largest magnitude of RandAugment. */
    static final class AtMostTen extends Bounds.Largest {
        @Override
        public double getMax() {
            return 10;
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

    @Widget(title = "Hue jitter", description = """
            How far the hues of a clip may turn by chance, as a share of the color circle, up to 0.5. All frames of a clip
            change alike, here and in all that follows.
            """)
    @OptionalWidget(defaultProvider = Hue.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = AtMostHalf.class)
    @Advanced
    @Effect(predicate = ClipsFor.IsTesting.class, type = EffectType.HIDE)
    @Persistor(Hue.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<Double> hue = Optional.empty();

    @Widget(title = "Random gray", description = """
            The probability of a clip without color.
            """)
    @OptionalWidget(defaultProvider = Gray.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = Bounds.AtMostOne.class)
    @Advanced
    @Effect(predicate = ClipsFor.IsTesting.class, type = EffectType.HIDE)
    @Persistor(Gray.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<Double> gray = Optional.empty();

    @Widget(title = "Lighting jitter", description = """
            The deviation of noise along the principal components of colors, as AlexNet and PySlowFast add it: 0.1 there.
            """)
    @OptionalWidget(defaultProvider = Lighting.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Advanced
    @Effect(predicate = ClipsFor.IsTesting.class, type = EffectType.HIDE)
    @Persistor(Lighting.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<Double> lighting = Optional.empty();

    @Widget(title = "RandAugment (magnitude)", description = """
            Draws changes from a list of fifteen: contrast, equalizing, inverting, posterizing, solarizing, color, brightness,
            sharpness, turning, shearing and shifting, each left out half of the time, as strong as the magnitude of 0 to 10 says
            (Cubuk et al., 2020; 7 in PySlowFast). They are done on the crop; what comes from outside is gray. Not for boxes.
            """)
    @OptionalWidget(defaultProvider = Magnitude.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = AtMostTen.class)
    @Advanced
    @Effect(predicate = ClipsFor.IsTesting.class, type = EffectType.HIDE)
    @Persistor(Magnitude.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<Double> randAugment = Optional.empty();

    @Widget(title = "RandAugment (operations)", description = "How many changes are drawn where RandAugment is on: 4 in PySlowFast.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Advanced
    @Effect(predicate = ClipsFor.IsTesting.class, type = EffectType.HIDE)
    @Persist(configKey = "rand_augment_operations")
    @Migrate(loadDefaultIfAbsent = true)
    int randAugmentOperations = 4;

    @Widget(title = "Random erasing", description = """
            The probability that a box of 2 to 33 % of a frame is filled with noise, the same box in all frames: 0.25 in
            PySlowFast.
            """)
    @OptionalWidget(defaultProvider = Erasing.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = Bounds.AtMostOne.class)
    @Advanced
    @Effect(predicate = ClipsFor.IsTesting.class, type = EffectType.HIDE)
    @Persistor(Erasing.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<Double> erasing = Optional.empty();

    @Widget(title = "Speed change", description = """
            How many times faster or slower a clip may be by chance, 1 or more: with 2 a stride of 4 becomes one of 2 to 8. Not
            for classes that differ in speed, such as walking and running.
            """)
    @OptionalWidget(defaultProvider = Speed.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Advanced
    @Effect(predicate = ClipsFor.IsTesting.class, type = EffectType.HIDE)
    @Persistor(Speed.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<Double> speed = Optional.empty();

    @Widget(title = "Random reversal in time (50 %)", description = """
            Shows each clip backwards with a probability of one half. That swaps the meaning of classes with a direction, such as
            sitting down and standing up, or opening and closing: only where no class has one.
            """)
    @Advanced
    @Effect(predicate = ClipsFor.IsTesting.class, type = EffectType.HIDE)
    @Persist(configKey = "reversal")
    @Migrate(loadDefaultIfAbsent = true)
    boolean reversal;

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

    Augmentation augmentation() {
        RandAugment operations = randAugment.map(magnitude -> new RandAugment(magnitude, randAugmentOperations))
            .orElse(null);
        return new Augmentation(hue.orElse(0.0), gray.orElse(0.0), lighting.orElse(0.0), operations, erasing.orElse(0.0),
            speed.orElse(1.0), reversal);
    }
}
