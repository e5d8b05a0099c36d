package org.videoaction.knime.clips;

import org.knime.core.data.DataTableSpec;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.DefaultProvider;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider.DoubleColumnsProvider;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider.StringColumnsProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.ColourJitter;
import org.videoaction.data.sampling.Convention;
import org.videoaction.data.sampling.DenseClips;
import org.videoaction.data.sampling.KeyFrameClips;
import org.videoaction.data.sampling.PastEnd;
import org.videoaction.data.sampling.PySlowFastClips;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SegmentClips;
import org.videoaction.data.sampling.ShortSide;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.TemporalSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.IsOneOf;
import org.videoaction.knime.boxes.BoxColumns;
import org.videoaction.knime.io.PathColumn;

/** The settings of the Frame Sampler. */
final class FrameSamplerParameters implements NodeParameters {

    /** The column with labels, as the Video Dataset Reader calls it. */
    static final String LABEL = "Label";
    /** The column with lists of labels, as the Video Dataset Reader calls it. */
    static final String LABELS = "Labels";
    /** The column with the start of segments, as the Video Dataset Reader calls it. */
    static final String START = "Start (s)";
    /** The column with the end of segments, as the Video Dataset Reader calls it. */
    static final String END = "End (s)";

    @Section(title = "Videos")
    interface Videos {}

    @Section(title = "Clips along time")
    @After(Videos.class)
    interface Time {}

    @Section(title = "Crops")
    @After(Time.class)
    interface Space {}

    @Section(title = "Random changes")
    @After(Space.class)
    interface Chance {}

    @Section(title = "Output")
    @After(Chance.class)
    interface Output {}

    @Section(title = "Reading")
    @Advanced
    @After(Output.class)
    interface Reading {}

    /** Where clips lie in a video. */
    enum Place {
        @Label(value = "Random", description = "At random places, one in each of as many equal parts: for training.")
        RANDOM,
        @Label(value = "Even", description = "Spread evenly from the first to the last frame: for testing.")
        EVEN,
        @Label(value = "Random window", description = """
                Close together within one window of the video at a random place: for training (MMAction2's
                DenseSampleFrames).
                """)
        RANDOM_WINDOW,
        @Label(value = "Even windows", description = """
                Close together within windows that are spread evenly over the video: for testing.
                """)
        EVEN_WINDOWS,
        @Label(value = "Random segments", description = """
                A clip covers the whole video: a random frame of each of T equal segments, whatever the stride
                (MMAction2's UniformSample): for training.
                """)
        RANDOM_SEGMENTS,
        @Label(value = "Even segments", description = "As random segments, with frames at fixed places: for testing.")
        EVEN_SEGMENTS
    }

    /** Whether clips lie in the file. */
    enum Keeping {
        @Label(value = "Written", description = """
                Each clip is decoded once and kept: for testing, and where a clip is read more often than it may differ.
                """)
        WRITTEN,
        @Label(value = "On demand", description = """
                Clips are decoded whenever they are read, and random ones are drawn anew in each epoch: for training.
                The videos have to stay where they are.
                """)
        ON_DEMAND
    }

    /** Whether columns are used that not every table has. */
    enum ColumnUse {
        @Label(value = "Automatic", description = "Where the table has what the Video Dataset Reader gives.")
        AUTOMATIC,
        @Label(value = "Chosen", description = "What is chosen below.")
        CHOSEN,
        @Label(value = "None", description = "They are left out.")
        NONE
    }

    /** The label comes from a chosen column. */
    static final class LabelIsChosen extends IsOneOf<ColumnUse> {
        LabelIsChosen() {
            super(ColumnUse.CHOSEN);
        }
    }

    /** Before there was a choice the label came from the chosen column; without a name there was none. */
    static final class LabelWasChosen implements DefaultProvider<ColumnUse> {
        @Override
        public ColumnUse getDefault() {
            return ColumnUse.CHOSEN;
        }
    }

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

    /** Whether the table's boxes are used. */
    enum BoxUse {
        @Label(value = "Automatic", description = "Where the table has the columns that the Video Dataset Reader gives AVA.")
        AUTOMATIC,
        @Label(value = "None", description = "Clips come from whole videos or segments.")
        NONE
    }

    /** Several labels come from a chosen column. */
    static final class LabelsAreChosen extends IsOneOf<ColumnUse> {
        LabelsAreChosen() {
            super(ColumnUse.CHOSEN);
        }
    }

    /** Segments come from chosen columns. */
    static final class SegmentsAreChosen extends IsOneOf<ColumnUse> {
        SegmentsAreChosen() {
            super(ColumnUse.CHOSEN);
        }
    }

    /** Clips lie in windows. */
    static final class InWindows extends IsOneOf<Place> {
        InWindows() {
            super(InSegments.class, Place.RANDOM_WINDOW, Place.EVEN_WINDOWS);
        }
    }

    /** The number of windows is asked for. */
    static final class InEvenWindows extends IsOneOf<Place> {
        InEvenWindows() {
            super(InSegments.class, Place.EVEN_WINDOWS);
        }
    }

    /** Clips lie anywhere in the video, as both code bases have it. */
    static final class Anywhere extends IsOneOf<Place> {
        Anywhere() {
            super(InSegments.class, Place.RANDOM, Place.EVEN);
        }
    }

    /** A clip takes a frame of each segment, and none at a stride. */
    static final class InSegments extends IsOneOf<Place> {
        InSegments() {
            super(Place.RANDOM_SEGMENTS, Place.EVEN_SEGMENTS);
        }
    }

    /** Clips are even. */
    static final class Even extends IsOneOf<Place> {
        Even() {
            super(InSegments.class, Place.EVEN);
        }
    }

    /** MMAction2's rules hold. */
    static final class ByMmaction2 extends IsOneOf<Rules> {
        ByMmaction2() {
            super(Rules.MMACTION2);
        }
    }

    /** MMAction2's rules hold for clips anywhere in the video. */
    static final class AnywhereByMmaction2 implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer initializer) {
            return initializer.getPredicate(ByMmaction2.class).and(initializer.getPredicate(Anywhere.class));
        }
    }

    /** PySlowFast's rules hold for even clips. */
    static final class EvenByPySlowFast implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(final PredicateInitializer initializer) {
            return initializer.getPredicate(ByMmaction2.class).negate().and(initializer.getPredicate(Even.class));
        }
    }

    /** A part of each frame is scaled to the crop, and not its short side. */
    static final class ScalesParts extends IsOneOf<CropPlace> {
        ScalesParts() {
            super(CropPlace.RANDOM_RESIZED);
        }
    }

    /** Gives the columns with lists to choose from. */
    static final class ListColumns extends CompatibleColumnsProvider {
        ListColumns() {
            super(CollectionDataValue.class);
        }
    }

    /** Whose rules hold where code bases differ. */
    enum Rules {
        @Label(value = "MMAction2", description = """
                Random clips lie one in each of as many equal parts of the video; the last even clip ends with the video;
                the long side is rounded half up.
                """)
        MMACTION2(Convention.MMACTION2),
        @Label(value = "PySlowFast", description = """
                Clips start between two frames, and their T places are rounded down; past the video's end its last frame
                is repeated; the long side is rounded down.
                """)
        PYSLOWFAST(Convention.PYSLOWFAST);

        private final Convention m_convention;

        Rules(final Convention convention) {
            m_convention = convention;
        }
    }

    /** What is shown after a video's end. */
    enum AfterEnd {
        @Label(value = "First frame on", description = "The video starts over.")
        LOOP(PastEnd.LOOP),
        @Label(value = "Last frame", description = "The last frame that the clip has reached is repeated.")
        REPEAT_LAST(PastEnd.REPEAT_LAST);

        private final PastEnd m_pastEnd;

        AfterEnd(final PastEnd pastEnd) {
            m_pastEnd = pastEnd;
        }
    }

    /** How short sides are drawn. */
    enum SideDraw {
        @Label(value = "Even", description = "Every size as often as another (MMAction2).")
        EVEN(ShortSide.Draw.EVEN),
        @Label(value = "Rounded", description = "Evenly, then rounded: the two ends half as often (PySlowFast).")
        ROUNDED(ShortSide.Draw.ROUNDED),
        @Label(value = "Inverse", description = "Evenly in 1/size: small ones more often (PySlowFast, inverse uniform).")
        INVERSE(ShortSide.Draw.INVERSE);

        private final ShortSide.Draw m_draw;

        SideDraw(final ShortSide.Draw draw) {
            m_draw = draw;
        }
    }

    /** How frames are scaled. */
    enum Scaling {
        @Label(value = "Fast", description = "FFmpeg's bilinear filter, which takes every pixel into account.")
        FAST(Resize.FAST),
        @Label(value = "Reference", description = """
                The four nearest pixels, as OpenCV does: what published weights were trained with. Slower.
                """)
        REFERENCE(Resize.REFERENCE);

        private final Resize m_resize;

        Scaling(final Resize resize) {
            m_resize = resize;
        }
    }

    /** Where crops lie in a frame. */
    enum CropPlace {
        @Label(value = "Random", description = "One crop anywhere: for training.")
        RANDOM(SpatialSampling.Place.RANDOM),
        @Label(value = "Centre", description = "One crop in the middle.")
        CENTRE(SpatialSampling.Place.CENTRE),
        @Label(value = "Three", description = "Three crops along the long side: for testing.")
        THREE(SpatialSampling.Place.THREE),
        @Label(value = "Random part", description = """
                One part of 8 to 100 percent of the frame's area and of 3:4 to 4:3 in shape, scaled to the crop: for
                training. The short side does not matter.
                """)
        RANDOM_RESIZED(SpatialSampling.Place.RANDOM_RESIZED),
        @Label(value = "Ten", description = "The four corners and the middle, each also mirrored: for testing.")
        TEN(SpatialSampling.Place.TEN);

        private final SpatialSampling.Place m_place;

        CropPlace(final SpatialSampling.Place place) {
            m_place = place;
        }
    }

    @Widget(title = "Path column", description = "The column with the paths of the videos.")
    @ChoicesProvider(PathColumn.Choices.class)
    @Layout(Videos.class)
    @Persist(configKey = "path_column")
    String m_pathColumn = PathColumn.USUAL;

    @Widget(title = "Label of a video", description = """
            Where the class of each video comes from. With "Automatic" that is the column Label. Videos without labels can
            be scored, but not trained on.
            """)
    @ValueSwitchWidget
    @Layout(Videos.class)
    @ValueReference(LabelIsChosen.class)
    @Persist(configKey = "label")
    @Migration(LabelWasChosen.class)
    ColumnUse m_label = ColumnUse.AUTOMATIC;

    @Widget(title = "Label column", description = """
            The column with the class of each video. Its possible values, in their order, become the classes.
            """)
    @ChoicesProvider(StringColumnsProvider.class)
    @Layout(Videos.class)
    @Effect(predicate = LabelIsChosen.class, type = EffectType.SHOW)
    @Persist(configKey = "label_column")
    String m_labelColumn = LABEL;

    @Widget(title = "Several labels per video", description = """
            Where lists of labels come from. Training for several labels a video needs them. With "Automatic" they are
            those of the column Labels, as long as there is a label column.
            """)
    @ValueSwitchWidget
    @Advanced
    @Layout(Videos.class)
    @ValueReference(LabelsAreChosen.class)
    @Persist(configKey = "several_labels")
    @Migrate(loadDefaultIfAbsent = true)
    ColumnUse m_severalLabels = ColumnUse.AUTOMATIC;

    @Widget(title = "Labels column", description = "The column with the list of each video's labels.")
    @ChoicesProvider(ListColumns.class)
    @Advanced
    @Layout(Videos.class)
    @Effect(predicate = LabelsAreChosen.class, type = EffectType.SHOW)
    @Persist(configKey = "labels_column")
    @Migrate(loadDefaultIfAbsent = true)
    String m_labelsColumn = LABELS;

    @Widget(title = "Segments of videos", description = """
            Where it is said that clips are to be taken from a part of a video alone, in seconds after its first frame.
            With "Automatic" these are the columns Start (s) and End (s). A row without both stands for the whole video; a
            segment shorter than a clip is gone through again, as a short video is.
            """)
    @ValueSwitchWidget
    @Layout(Videos.class)
    @ValueReference(SegmentsAreChosen.class)
    @Persist(configKey = "segments")
    @Migrate(loadDefaultIfAbsent = true)
    ColumnUse m_segments = ColumnUse.AUTOMATIC;

    @Widget(title = "Start column", description = "The column with the second in which a segment starts.")
    @ChoicesProvider(DoubleColumnsProvider.class)
    @Layout(Videos.class)
    @Effect(predicate = SegmentsAreChosen.class, type = EffectType.SHOW)
    @Persist(configKey = "start_column")
    @Migrate(loadDefaultIfAbsent = true)
    String m_startColumn = START;

    @Widget(title = "End column", description = "The column with the second in which a segment ends.")
    @ChoicesProvider(DoubleColumnsProvider.class)
    @Layout(Videos.class)
    @Effect(predicate = SegmentsAreChosen.class, type = EffectType.SHOW)
    @Persist(configKey = "end_column")
    @Migrate(loadDefaultIfAbsent = true)
    String m_endColumn = END;

    @Widget(title = "Boxes", description = """
            A table with a row a box (Time (s), X1, Y1, X2, Y2 and, for training, Actions) gives a clip for each key frame,
            whose middle it is, with the boxes in it: to train networks that detect actions. The place and number of clips do
            not matter then.
            """)
    @ValueSwitchWidget
    @Layout(Videos.class)
    @Persist(configKey = "boxes")
    @Migrate(loadDefaultIfAbsent = true)
    BoxUse m_boxes = BoxUse.AUTOMATIC;

    @Widget(title = "Place of clips", description = "Where in the video the clips lie.")
    @Layout(Time.class)
    @ValueReference(InSegments.class)
    @Persist(configKey = "clip_place")
    Place m_clipPlace = Place.RANDOM;

    @Widget(title = "Frames per clip (T)", description = """
            The length of a clip. For a SlowFast network it is what the Fast pathway sees: 32 for SlowFast 4x16 and 8x8.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Time.class)
    @Persist(configKey = "frames")
    int m_frames = 32;

    @Widget(title = "Stride", description = """
            Every how many frames of the video one is taken. A clip covers T x stride frames; where a video has fewer,
            the clip starts over at the video's first frame, unless the advanced settings say otherwise.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Time.class)
    @Effect(predicate = InSegments.class, type = EffectType.HIDE)
    @Persist(configKey = "stride")
    int m_stride = 2;

    @Widget(title = "Clips per video", description = "How many clips are taken along time: 1 for training, 10 for testing.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Time.class)
    @Persist(configKey = "clips_per_video")
    int m_clipsPerVideo = 1;

    @Widget(title = "Frames per window", description = "The length of a window in frames.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Time.class)
    @Effect(predicate = InWindows.class, type = EffectType.SHOW)
    @Persist(configKey = "window")
    @Migrate(loadDefaultIfAbsent = true)
    int m_window = 64;

    @Widget(title = "Windows", description = "How many even windows there are; each has as many clips as there are clips per video.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Time.class)
    @Effect(predicate = InEvenWindows.class, type = EffectType.SHOW)
    @Persist(configKey = "windows")
    @Migrate(loadDefaultIfAbsent = true)
    int m_windows = 10;

    @Widget(title = "Rules", description = "Whose rules hold where code bases choose other frames or round otherwise.")
    @ValueSwitchWidget
    @Advanced
    @Layout(Time.class)
    @ValueReference(ByMmaction2.class)
    @Persist(configKey = "rules")
    @Migrate(loadDefaultIfAbsent = true)
    Rules m_rules = Rules.MMACTION2;

    @Widget(title = "Frames a second to count in", description = """
            The rate in which the stride counts: a video of another rate is sampled as if it had this one (30 in
            PySlowFast). 0 for each video's own rate.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Advanced
    @Layout(Time.class)
    @Effect(predicate = Anywhere.class, type = EffectType.SHOW)
    @Persist(configKey = "target_fps")
    @Migrate(loadDefaultIfAbsent = true)
    double m_targetFps;

    @Widget(title = "After the video's end", description = "What a clip shows that is longer than its video (MMAction2).")
    @ValueSwitchWidget
    @Advanced
    @Layout(Time.class)
    @Effect(predicate = AnywhereByMmaction2.class, type = EffectType.SHOW)
    @Persist(configKey = "after_end")
    @Migrate(loadDefaultIfAbsent = true)
    AfterEnd m_afterEnd = AfterEnd.LOOP;

    @Widget(title = "Last clip ends with the video", description = """
            For even clips by PySlowFast's rules, which otherwise leave the end of the video out (its use_offset).
            """)
    @Advanced
    @Layout(Time.class)
    @Effect(predicate = EvenByPySlowFast.class, type = EffectType.SHOW)
    @Persist(configKey = "to_end")
    @Migrate(loadDefaultIfAbsent = true)
    boolean m_toEnd;

    @Widget(title = "Place of crops", description = "Where in the scaled frame the crops lie.")
    @Layout(Space.class)
    @ValueReference(ScalesParts.class)
    @Persist(configKey = "crop_place")
    CropPlace m_cropPlace = CropPlace.CENTRE;

    @Widget(title = "Short side (pixels)", description = "The short side of a frame after scaling.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Space.class)
    @Effect(predicate = ScalesParts.class, type = EffectType.HIDE)
    @Persist(configKey = "short_side")
    int m_shortSide = 256;

    @Widget(title = "Largest short side (pixels)", description = """
            Where it is larger than the short side, each clip is scaled to a short side drawn between the two.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Space.class)
    @Effect(predicate = ScalesParts.class, type = EffectType.HIDE)
    @Persist(configKey = "largest_short_side")
    int m_largestShortSide = 256;

    @Widget(title = "Crop size (pixels)", description = "The side of the square crops.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Space.class)
    @Persist(configKey = "crop_size")
    int m_cropSize = 224;

    @Widget(title = "Short sides are drawn", description = "How the short side is drawn where it varies.")
    @ValueSwitchWidget
    @Advanced
    @Layout(Space.class)
    @Effect(predicate = ScalesParts.class, type = EffectType.HIDE)
    @Persist(configKey = "short_side_draw")
    @Migrate(loadDefaultIfAbsent = true)
    SideDraw m_shortSideDraw = SideDraw.EVEN;

    @Widget(title = "Scaling", description = "How frames are brought to their size.")
    @ValueSwitchWidget
    @Advanced
    @Layout(Space.class)
    @Persist(configKey = "scaling")
    @Migrate(loadDefaultIfAbsent = true)
    Scaling m_scaling = Scaling.FAST;

    @Widget(title = "Mirror every second clip", description = """
            Mirrors clips left to right by chance. Not for classes that a mirror exchanges, such as moving left and
            moving right.
            """)
    @Layout(Chance.class)
    @Persist(configKey = "flip")
    boolean m_flip;

    @Widget(title = "Seed", description = "The same seed gives the same random clips, crops and changes.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Chance.class)
    @Persist(configKey = "seed")
    long m_seed = 1;

    @Widget(title = "Brightness jitter", description = """
            How much the brightness of a clip may change by chance, as a share: with 0.4 it becomes 0.6 to 1.4 times what
            it was. All frames of a clip change alike. 0 for no change.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Advanced
    @Layout(Chance.class)
    @Persist(configKey = "brightness")
    @Migrate(loadDefaultIfAbsent = true)
    double m_brightness;

    @Widget(title = "Contrast jitter", description = "How much the contrast may change, that is the distance from the frame's mean grey.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Advanced
    @Layout(Chance.class)
    @Persist(configKey = "contrast")
    @Migrate(loadDefaultIfAbsent = true)
    double m_contrast;

    @Widget(title = "Saturation jitter", description = "How much the saturation may change, that is the distance from each pixel's grey.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Advanced
    @Layout(Chance.class)
    @Persist(configKey = "saturation")
    @Migrate(loadDefaultIfAbsent = true)
    double m_saturation;

    @Widget(title = "Box jitter", description = """
            How far each edge of a box may move by chance, as a share of the box's side: for training, below 0.5. 0 leaves
            boxes where they are.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = BelowHalf.class)
    @Advanced
    @Layout(Chance.class)
    @Persist(configKey = "box_jitter")
    @Migrate(loadDefaultIfAbsent = true)
    double m_boxJitter;

    @Widget(title = "Clips are", description = "Whether the clips themselves are kept or only how to make them.")
    @ValueSwitchWidget
    @Layout(Output.class)
    @Persist(configKey = "keeping")
    @Migrate(loadDefaultIfAbsent = true)
    Keeping m_keeping = Keeping.WRITTEN;

    @Layout(Reading.class)
    @Persistor(ReadingParameters.Beside.class)
    ReadingParameters m_reading = new ReadingParameters();

    FrameSamplerParameters() {
    }

    FrameSamplerParameters(final NodeParametersInput input) {
        m_pathColumn = PathColumn.first(input, 0);
    }

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
        if (m_rules == Rules.PYSLOWFAST && m_clipPlace != Place.RANDOM && m_clipPlace != Place.EVEN) {
            throw new InvalidSettingsException("Windows and segments are MMAction2's; by PySlowFast's rules clips are "
                + "random or even. Choose one of these as the place of clips, or MMAction2's rules.");
        }
        try {
            recipe();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    /** Whether clips lie round the key frames of a table with a row a box. */
    boolean usesBoxes(final DataTableSpec table) {
        return m_boxes == BoxUse.AUTOMATIC && BoxColumns.areIn(table);
    }

    /** How whole videos or segments become clips. */
    Recipe recipe() {
        return recipe(false);
    }

    /** @param boxes whether clips lie round key frames */
    Recipe recipe(final boolean boxes) {
        SpatialSampling space = new SpatialSampling(
            new ShortSide(m_shortSide, m_largestShortSide, m_shortSideDraw.m_draw), m_cropSize,
            m_cropPlace.m_place, m_flip, m_rules.m_convention);
        TemporalSampling time = boxes ? new KeyFrameClips(m_frames, m_stride, m_targetFps)
            : m_rules == Rules.PYSLOWFAST ? pySlowFast() : mmAction2();
        ClipSampling sampling = new ClipSampling(time, space, new ColourJitter(m_brightness, m_contrast, m_saturation),
            m_boxJitter);
        return new Recipe(sampling, m_reading.limits(), m_scaling.m_resize, m_seed);
    }

    private TemporalSampling pySlowFast() {
        PySlowFastClips.Start even = m_toEnd ? PySlowFastClips.Start.EVEN_TO_END : PySlowFastClips.Start.EVEN;
        return new PySlowFastClips(m_frames, m_stride, m_clipsPerVideo, m_targetFps,
            m_clipPlace == Place.RANDOM ? PySlowFastClips.Start.RANDOM : even);
    }

    private TemporalSampling mmAction2() {
        return switch (m_clipPlace) {
            case RANDOM -> new RandomClips(m_frames, m_stride, m_clipsPerVideo, m_targetFps, m_afterEnd.m_pastEnd);
            case EVEN -> new UniformClips(m_frames, m_stride, m_clipsPerVideo, m_targetFps, m_afterEnd.m_pastEnd);
            case RANDOM_WINDOW -> new DenseClips(m_frames, m_stride, m_clipsPerVideo, m_window, 0);
            case EVEN_WINDOWS -> new DenseClips(m_frames, m_stride, m_clipsPerVideo, m_window, m_windows);
            case RANDOM_SEGMENTS -> new SegmentClips(m_frames, m_clipsPerVideo, true);
            case EVEN_SEGMENTS -> new SegmentClips(m_frames, m_clipsPerVideo, false);
        };
    }

    boolean isOnDemand() {
        return m_keeping == Keeping.ON_DEMAND;
    }
}
