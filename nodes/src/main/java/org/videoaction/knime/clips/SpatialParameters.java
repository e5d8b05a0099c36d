package org.videoaction.knime.clips;

import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.data.sampling.ShortSide;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.video.Resize;
import org.videoaction.knime.IsOneOf;
import org.videoaction.knime.port.ModelPort;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.VideoModel;

/** How frames are scaled and cropped. */
@Layout(VideoLayout.Space.class)
abstract class SpatialParameters extends TemporalParameters {

    /** Where crops lie in a frame. */
    enum CropPlace {
        @Label(value = "Random", description = "One crop anywhere: for training.")
        RANDOM(SpatialSampling.Place.RANDOM),
        @Label(value = "Center", description = "One crop in the center.")
        CENTRE(SpatialSampling.Place.CENTRE),
        @Label(value = "Three crops", description = "Three crops along the long side: for testing.")
        THREE(SpatialSampling.Place.THREE),
        @Label(value = "Random resized crop", description = """
                One part of 8 to 100 percent of the frame's area and of 3:4 to 4:3 in shape, scaled to the crop: for
                training. The short side does not matter.
                """)
        RANDOM_RESIZED(SpatialSampling.Place.RANDOM_RESIZED),
        @Label(value = "Ten crops", description = "The four corners and the center, each also flipped horizontally: for testing.")
        TEN(SpatialSampling.Place.TEN);

        private final SpatialSampling.Place place;

        CropPlace(SpatialSampling.Place place) {
            this.place = place;
        }
    }

    /** How short sides are drawn. */
    enum SideDraw {
        @Label(value = "Uniform", description = "Every size as often as another (MMAction2).")
        EVEN(ShortSide.Draw.EVEN),
        @Label(value = "Uniform, rounded", description = "Evenly, then rounded: the two ends half as often (PySlowFast).")
        ROUNDED(ShortSide.Draw.ROUNDED),
        @Label(value = "Inverse uniform", description = "Evenly in 1/size: small ones more often (PySlowFast).")
        INVERSE(ShortSide.Draw.INVERSE);

        private final ShortSide.Draw draw;

        SideDraw(ShortSide.Draw draw) {
            this.draw = draw;
        }
    }

    /** How frames are scaled. */
    enum Scaling {
        @Label(value = "Fast", description = """
                FFmpeg's bilinear filter, which takes every pixel into account. Pixels that are not square become so: people
                in wide-screen DVDs are as slim as on a screen.
                """)
        FAST(Resize.FAST),
        @Label(value = "Reference", description = """
                The four nearest pixels, as OpenCV does: what published weights were trained with. Slower. As there, all
                pixels are taken as square.
                """)
        REFERENCE(Resize.REFERENCE);

        private final Resize resize;

        Scaling(Resize resize) {
            this.resize = resize;
        }
    }

    /** A part of each frame is scaled to the crop, and not its short side. */
    static final class ScalesParts extends IsOneOf<CropPlace> {
        ScalesParts() {
            super(CropPlace.RANDOM_RESIZED);
        }
    }

    /** The short side is chosen. */
    static final class ShortSideIsFree implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getPredicate(ClipsFor.IsCustom.class)
                .and(initializer.getPredicate(ScalesParts.class).or(initializer.getPredicate(ModelPort.class)).negate());
        }
    }

    /** The short side may vary. */
    static final class ShortSideIsDrawn implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getPredicate(ClipsFor.IsTraining.class)
                .or(initializer.getPredicate(ShortSideIsFree.class));
        }
    }

    @Widget(title = "Crop placement", description = "Where in the scaled frame the crops lie.")
    @ValueReference(ScalesParts.class)
    @Effect(predicate = ClipsFor.IsCustom.class, type = EffectType.SHOW)
    @Persist(configKey = "crop_place")
    CropPlace cropPlace = CropPlace.CENTRE;

    @Widget(title = "Short side (pixels)", description = "The short side of a frame after scaling.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = ShortSideIsFree.class, type = EffectType.SHOW)
    @Persist(configKey = "short_side")
    int shortSide = 256;

    @Widget(title = "Maximum short side (pixels)", description = """
            Where it is larger than the short side, each clip is scaled to a short side drawn between the two.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = ShortSideIsFree.class, type = EffectType.SHOW)
    @Persist(configKey = "largest_short_side")
    int largestShortSide = 256;

    @Widget(title = "Crop size (pixels)", description = """
            The side of the square crops. For 224 the short side of a frame is scaled to 256 pixels before, for training by
            chance to 256 to 320; for other sizes in proportion.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = ModelPort.class, type = EffectType.HIDE)
    @Persist(configKey = "crop_size")
    int cropSize = 224;

    @Widget(title = "Short side distribution", description = "How the short side is drawn where it varies.")
    @ValueSwitchWidget
    @Advanced
    @Effect(predicate = ShortSideIsDrawn.class, type = EffectType.SHOW)
    @Persist(configKey = "short_side_draw")
    @Migrate(loadDefaultIfAbsent = true)
    SideDraw shortSideDraw = SideDraw.EVEN;

    @Widget(title = "Scaling", description = "How frames are brought to their size.")
    @ValueSwitchWidget
    @Advanced
    @Effect(predicate = TestedAsModel.class, type = EffectType.HIDE)
    @Persist(configKey = "scaling")
    @Migrate(loadDefaultIfAbsent = true)
    Scaling scaling = Scaling.FAST;

    /** What training clips are like where no model says it. */
    ClipShape shape() {
        return clipsFor == ClipsFor.CUSTOM
            ? new ClipShape(frames, stride, cropSize, new ShortSide(shortSide, largestShortSide, shortSideDraw.draw))
            : ClipShape.of(frames, stride, cropSize, shortSideDraw.draw);
    }

    /** What training clips of a model are like. */
    ClipShape shape(VideoModelPortObjectSpec model) {
        return ClipShape.of(model, shortSideDraw.draw);
    }

    /**
     * The crops of clips for training, or as they are chosen.
     *
     * @param flip whether clips are flipped by chance
     */
    SpatialSampling space(ClipShape shape, boolean flip) {
        return clipsFor == ClipsFor.TRAINING
            ? space(shape, shape.sides().jittered(), SpatialSampling.Place.RANDOM, flip)
            : space(shape, shape.sides(), cropPlace.place, flip);
    }

    /** How videos are viewed for testing where no model says it. */
    TestProtocol test() {
        TestProtocol usual = TestProtocol.of(new VideoModel.Input(frames, cropSize, cropSize, stride));
        SpatialSampling space = new SpatialSampling(usual.space().shortSide(), cropSize, usual.space().place(), false,
            convention());
        return new TestProtocol(evenly(shape(), usual.time().clips()), space, resize(), usual.rule());
    }

    private SpatialSampling space(ClipShape shape, ShortSide sides, SpatialSampling.Place place, boolean flip) {
        return new SpatialSampling(sides, shape.crop(), place, flip, convention());
    }

    Resize resize() {
        return scaling.resize;
    }
}
