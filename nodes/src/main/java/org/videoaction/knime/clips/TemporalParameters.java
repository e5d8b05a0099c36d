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
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.EffectPredicateProvider.PredicateInitializer;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.data.sampling.Convention;
import org.videoaction.data.sampling.DenseClips;
import org.videoaction.data.sampling.KeyFrameClips;
import org.videoaction.data.sampling.PastEnd;
import org.videoaction.data.sampling.PySlowFastClips;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SegmentClips;
import org.videoaction.data.sampling.TemporalSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.knime.IsOneOf;
import org.videoaction.knime.OptionalSetting;
import org.videoaction.knime.port.ModelPort;

/** Which frames of its video a clip takes. */
@Layout(VideoLayout.Time.class)
abstract class TemporalParameters extends VideosParameters {

    /** Where clips lie in a video. */
    enum Place {
        @Label(value = "Random", description = "At random places, one in each of as many equal parts: for training.")
        RANDOM,
        @Label(value = "Uniform", description = "Spread evenly from the first to the last frame: for testing.")
        EVEN,
        @Label(value = "Random window", description = """
                Close together within one window of the video at a random place: for training (MMAction2's
                DenseSampleFrames).
                """)
        RANDOM_WINDOW,
        @Label(value = "Uniform windows", description = """
                Close together within windows that are spread evenly over the video: for testing.
                """)
        EVEN_WINDOWS,
        @Label(value = "Random segments", description = """
                A clip covers the whole video: a random frame of each of T equal segments, whatever the stride
                (MMAction2's UniformSample): for training.
                """)
        RANDOM_SEGMENTS,
        @Label(value = "Uniform segments", description = "As random segments, with frames at fixed places: for testing.")
        EVEN_SEGMENTS
    }

    /** Whose convention holds where code bases differ. */
    enum Rules {
        @Label(value = "MMAction2", description = """
                Random clips lie one in each of as many equal parts of the video; the last uniform clip ends with the video;
                the long side is rounded half up.
                """)
        MMACTION2(Convention.MMACTION2),
        @Label(value = "PySlowFast", description = """
                Clips start between two frames, and their T places are rounded down; past the video's end its last frame
                is repeated; the long side is rounded down.
                """)
        PYSLOWFAST(Convention.PYSLOWFAST);

        private final Convention convention;

        Rules(Convention convention) {
            this.convention = convention;
        }
    }

    /** What is shown after a video's end. */
    enum AfterEnd {
        @Label(value = "Loop", description = "The video starts over.")
        LOOP(PastEnd.LOOP),
        @Label(value = "Repeat last frame", description = "The last frame that the clip has reached is repeated.")
        REPEAT_LAST(PastEnd.REPEAT_LAST);

        private final PastEnd pastEnd;

        AfterEnd(PastEnd pastEnd) {
            this.pastEnd = pastEnd;
        }
    }

    /** Refers to the placement. */
    interface PlaceReference extends ParameterReference<Place> {}

    /** Clips lie in windows. */
    static final class InWindows implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return custom(initializer, Place.RANDOM_WINDOW, Place.EVEN_WINDOWS);
        }
    }

    /** Clips lie in windows at fixed places. */
    static final class InEvenWindows implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return custom(initializer, Place.EVEN_WINDOWS);
        }
    }

    /** Clips lie anywhere in the video, as both code bases have it. */
    static final class Anywhere implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getPredicate(ClipsFor.IsCustom.class).negate()
                .or(initializer.getEnum(PlaceReference.class).isOneOf(Place.RANDOM, Place.EVEN))
                .and(initializer.getPredicate(TestedAsModel.class).negate());
        }
    }

    /** A rate that is not each video's own. */
    static final class TargetFps extends OptionalSetting.OfDouble {
        TargetFps() {
            super("target_fps", 0, 30);
        }
    }

    /** No model says how long clips are, and they have a stride. */
    static final class StrideIsFree implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getPredicate(ModelPort.class)
                .or(custom(initializer, Place.RANDOM_SEGMENTS, Place.EVEN_SEGMENTS)).negate();
        }
    }

    /** MMAction2's convention holds. */
    static final class ByMmaction2 extends IsOneOf<Rules> {
        ByMmaction2() {
            super(Rules.MMACTION2);
        }
    }

    /** MMAction2's convention holds for clips anywhere in the video. */
    static final class AnywhereByMmaction2 implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getPredicate(ByMmaction2.class).and(initializer.getPredicate(Anywhere.class));
        }
    }

    /** PySlowFast's convention holds for uniform clips. */
    static final class EvenByPySlowFast implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getPredicate(ByMmaction2.class).negate()
                .and(initializer.getPredicate(Anywhere.class))
                .and(initializer.getPredicate(ClipsFor.IsTesting.class).or(custom(initializer, Place.EVEN)));
        }
    }

    /** Everything is chosen, and with it one of these places. */
    private static EffectPredicate custom(PredicateInitializer initializer, Place... places) {
        return initializer.getPredicate(ClipsFor.IsCustom.class)
            .and(initializer.getEnum(PlaceReference.class).isOneOf(places));
    }

    @Widget(title = "Clip placement", description = "Where in the video the clips lie.")
    @ValueReference(PlaceReference.class)
    @Effect(predicate = ClipsFor.IsCustom.class, type = EffectType.SHOW)
    @Persist(configKey = "clip_place")
    Place clipPlace = Place.RANDOM;

    @Widget(title = "Frames per clip (T)", description = """
            The length of a clip. For a SlowFast network it is what the Fast pathway sees: 32 for SlowFast 4x16 and 8x8.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = ModelPort.class, type = EffectType.HIDE)
    @Persist(configKey = "frames")
    int frames = 32;

    @Widget(title = "Take every n-th frame", description = """
            The stride: the distance between two frames of a clip in frames of the video. A clip covers T x stride frames;
            where a video has fewer, the clip starts over at the video's first frame, unless the advanced settings say
            otherwise.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = StrideIsFree.class, type = EffectType.SHOW)
    @Persist(configKey = "stride")
    int stride = 2;

    @Widget(title = "Clips per video", description = "How many clips are taken along time: 1 for training, 10 for testing.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = ClipsFor.IsCustom.class, type = EffectType.SHOW)
    @Persist(configKey = "clips_per_video")
    int clipsPerVideo = 1;

    @Widget(title = "Frames per window", description = "The length of a window in frames.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = InWindows.class, type = EffectType.SHOW)
    @Persist(configKey = "window")
    @Migrate(loadDefaultIfAbsent = true)
    int window = 64;

    @Widget(title = "Windows", description = "How many uniform windows there are; each has as many clips as there are clips per video.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = InEvenWindows.class, type = EffectType.SHOW)
    @Persist(configKey = "windows")
    @Migrate(loadDefaultIfAbsent = true)
    int windows = 10;

    @Widget(title = "Sampling convention", description = "Which frames are taken and how sizes are rounded where MMAction2 and PySlowFast differ.")
    @ValueSwitchWidget
    @Advanced
    @ValueReference(ByMmaction2.class)
    @Effect(predicate = TestedAsModel.class, type = EffectType.HIDE)
    @Persist(configKey = "rules")
    @Migrate(loadDefaultIfAbsent = true)
    Rules rules = Rules.MMACTION2;

    @Widget(title = "Target frame rate", description = """
            The frames per second in which the stride counts: a video of another frame rate is sampled as if it had this one
            (30 in PySlowFast), by the times at which its frames are shown. Without it, each video's own rate.
            """)
    @OptionalWidget(defaultProvider = TargetFps.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Advanced
    @Effect(predicate = Anywhere.class, type = EffectType.SHOW)
    @Persistor(TargetFps.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<Double> targetFps = Optional.empty();

    @Widget(title = "After the video's end", description = "What a clip shows that is longer than its video (MMAction2).")
    @ValueSwitchWidget
    @Advanced
    @Effect(predicate = AnywhereByMmaction2.class, type = EffectType.SHOW)
    @Persist(configKey = "after_end")
    @Migrate(loadDefaultIfAbsent = true)
    AfterEnd afterEnd = AfterEnd.LOOP;

    @Widget(title = "Last clip ends with the video", description = """
            For uniform clips by PySlowFast's convention, which otherwise leave the end of the video out (its use_offset).
            """)
    @Advanced
    @Effect(predicate = EvenByPySlowFast.class, type = EffectType.SHOW)
    @Persist(configKey = "to_end")
    @Migrate(loadDefaultIfAbsent = true)
    boolean toEnd;

    /** The frames of clips round key frames. */
    TemporalSampling roundKeyFrames(ClipShape shape) {
        return new KeyFrameClips(shape.frames(), shape.stride(), fps());
    }

    /** The frames of clips for training, or as they are chosen. */
    TemporalSampling time(ClipShape shape) {
        return clipsFor == ClipsFor.TRAINING ? time(shape, Place.RANDOM, 1) : time(shape, clipPlace, clipsPerVideo);
    }

    /** The frames of clips for testing. */
    TemporalSampling evenly(ClipShape shape, int clips) {
        return time(shape, Place.EVEN, clips);
    }

    private double fps() {
        return targetFps.orElse(0.0);
    }

    private TemporalSampling time(ClipShape shape, Place place, int clips) {
        return rules == Rules.PYSLOWFAST ? pySlowFast(shape, place, clips) : mmAction2(shape, place, clips);
    }

    private TemporalSampling pySlowFast(ClipShape shape, Place place, int clips) {
        PySlowFastClips.Start even = toEnd ? PySlowFastClips.Start.EVEN_TO_END : PySlowFastClips.Start.EVEN;
        return new PySlowFastClips(shape.frames(), shape.stride(), clips, fps(),
            place == Place.RANDOM ? PySlowFastClips.Start.RANDOM : even);
    }

    private TemporalSampling mmAction2(ClipShape shape, Place place, int clips) {
        int length = shape.frames();
        return switch (place) {
            case RANDOM -> new RandomClips(length, shape.stride(), clips, fps(), afterEnd.pastEnd);
            case EVEN -> new UniformClips(length, shape.stride(), clips, fps(), afterEnd.pastEnd);
            case RANDOM_WINDOW -> new DenseClips(length, shape.stride(), clips, window, 0);
            case EVEN_WINDOWS -> new DenseClips(length, shape.stride(), clips, window, windows);
            case RANDOM_SEGMENTS -> new SegmentClips(length, clips, true);
            case EVEN_SEGMENTS -> new SegmentClips(length, clips, false);
        };
    }

    Convention convention() {
        return rules.convention;
    }
}
