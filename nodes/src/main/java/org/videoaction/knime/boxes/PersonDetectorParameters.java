package org.videoaction.knime.boxes;

import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.updates.util.BooleanReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.knime.node.parameters.widget.text.TextInputWidgetValidation.PatternValidation;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.video.VideoCopies;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.Bounds.AtMostOne;
import org.videoaction.knime.CompleteSettings;
import org.videoaction.knime.OptionalSetting;
import org.videoaction.knime.io.DetectorChoice;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.table.ColumnChoice;
import org.videoaction.model.detection.DetectorSettings;
import org.videoaction.model.detection.FrameFit;
import org.videoaction.model.detection.KeyFrameInterval;
import org.videoaction.model.detection.ObjectDetector;
import org.videoaction.model.detection.OutputForm;
import org.videoaction.model.detection.PersonFinder;
import org.videoaction.model.detection.PixelValues;
import org.videoaction.model.tracking.TrackingSettings;

/** The settings of the Person Detector. */
final class PersonDetectorParameters implements CompleteSettings {

    @Section(title = "Detector")
    interface Detector {}

    @Section(title = "Key frames")
    @After(Detector.class)
    interface KeyFrames {}

    @Section(title = "Persons")
    @After(KeyFrames.class)
    interface Persons {}

    @Section(title = "Form of the detector")
    @Advanced
    @After(Persons.class)
    interface Form {}

    @Section(title = "Reading")
    @Advanced
    @After(Form.class)
    interface Reading {}

    /** What the distance between key frames counts. */
    enum Unit {
        @Label("Seconds")
        SECONDS,
        @Label("Frames")
        FRAMES
    }

    /** Boxes are joined to persons. */
    static final class IsTracked implements BooleanReference {}

    /** The forms of what a detector gives. */
    enum GivenForm {
        @Label(value = "Automatic", description = "Recognized by the shapes of what it gives for a gray picture; the node's view says which it is.")
        AUTOMATIC(null),
        @Label(value = "Boxes, scores, labels", description = "torchvision; RT-DETR with its post-processing.")
        BOXES_SCORES_LABELS(OutputForm.BOXES_SCORES_LABELS),
        @Label(value = "DETR", description = "Logits of which the last class is none, and boxes.")
        DETR(OutputForm.DETR),
        @Label(value = "RT-DETR", description = "Logits without a class for none, and boxes; Deformable DETR too.")
        RT_DETR(OutputForm.RT_DETR),
        @Label(value = "YOLOX", description = "Boxes relative to their cells, as its authors export them.")
        YOLOX(OutputForm.YOLOX),
        @Label(value = "YOLOX, decoded", description = "Boxes in pixels.")
        YOLOX_DECODED(OutputForm.YOLOX_DECODED),
        @Label("YOLOv5")
        YOLOV5(OutputForm.YOLOV5),
        @Label("YOLOv8, YOLO11")
        YOLOV8(OutputForm.YOLOV8),
        @Label(value = "Rows of six", description = "Left, top, right and bottom edge, score and label of each box.")
        ROWS_OF_SIX(OutputForm.ROWS_OF_SIX);

        private final OutputForm form;

        GivenForm(OutputForm form) {
            this.form = form;
        }
    }

    /** How frames come into the detector. */
    enum Fit {
        @Label(value = "Automatic", description = "As detectors of the form usually take them.")
        AUTOMATIC(null),
        @Label(value = "Letterbox", description = "As a whole, with gray beside it on both sides.")
        LETTERBOX(FrameFit.LETTERBOX),
        @Label(value = "Letterbox, in the corner", description = "As a whole in the upper left corner, as YOLOX takes them.")
        CORNER(FrameFit.CORNER),
        @Label(value = "Stretch", description = "Each side by its own ratio, as RT-DETR takes them.")
        STRETCH(FrameFit.STRETCH);

        private final FrameFit fit;

        Fit(FrameFit fit) {
            this.fit = fit;
        }
    }

    /** The numbers of pixels. */
    enum Pixels {
        @Label(value = "Automatic", description = "As detectors of the form usually take them.")
        AUTOMATIC(null),
        @Label("RGB from 0 to 1")
        RGB_SHARES(PixelValues.RGB_SHARES),
        @Label("RGB from 0 to 255")
        RGB_BYTES(PixelValues.RGB_BYTES),
        @Label("BGR from 0 to 255")
        BGR_BYTES(PixelValues.BGR_BYTES),
        @Label(value = "ImageNet", description = "RGB less ImageNet's mean, by its standard deviation.")
        IMAGENET(PixelValues.IMAGENET);

        private final PixelValues values;

        Pixels(PixelValues values) {
            this.values = values;
        }
    }

    /** An input that is not of 640 x 640 pixels. */
    static final class InputSize extends OptionalSetting.OfText {
        InputSize() {
            super("input_size", "640 x 640");
        }
    }

    /** Width and height. */
    static final class WidthAndHeight extends PatternValidation {
        static final String PATTERN = "\\s*(\\d{2,5})(\\s*x\\s*(\\d{2,5}))?\\s*";

        @Override
        protected String getPattern() {
            return PATTERN;
        }

        @Override
        public String getErrorMessage() {
            return "Width and height in pixels, such as 640 x 384, or one number for a square.";
        }
    }

    /** A number that is not that of the cores. */
    static final class DecodingThreads extends OptionalSetting.OfInt {
        DecodingThreads() {
            super("threads", 0, 4);
        }
    }

    @Layout(Detector.class)
    @Persist(configKey = "detector")
    DetectorChoice detector = new DetectorChoice();

    @Widget(title = "Path column", description = "The column with the paths of the videos. By itself it is the column Path, or the first with paths.")
    @ChoicesProvider(PathColumn.Choice.class)
    @Layout(KeyFrames.class)
    @Persist(configKey = "path_column")
    String pathColumn = ColumnChoice.AUTOMATIC;

    @Widget(title = "Key frame every", description = """
            The distance from one key frame to the next, of which the first is the video's first frame. Each key frame's
            persons are rows; AVA has one a second.
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Layout(KeyFrames.class)
    @Persist(configKey = "every")
    double every = 1;

    @Widget(title = "Unit", description = "What the distance counts.")
    @ValueSwitchWidget
    @Layout(KeyFrames.class)
    @Persist(configKey = "unit")
    Unit unit = Unit.SECONDS;

    @Widget(title = "Minimum score", description = "A box of at least this score is somebody.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = AtMostOne.class)
    @Layout(Persons.class)
    @Persist(configKey = "least_score")
    double leastScore = 0.5;

    @Widget(title = "Track persons", description = """
            Whether the boxes of somebody in neighboring frames are joined, so that the column Person has the same number
            wherever it is the same person; where somebody was hidden for a while, the boxes on the way are filled in.
            """)
    @ValueReference(IsTracked.class)
    @Layout(Persons.class)
    @Persist(configKey = "track")
    boolean track = true;

    @Advanced
    @Widget(title = "Frames between key frames", description = """
            How many frames between two key frames the detector looks at too, so that persons who move are not mixed up. They
            are no rows.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = IsTracked.class, type = EffectType.SHOW)
    @Layout(Persons.class)
    @Persist(configKey = "between")
    int between = 4;

    @Advanced
    @Widget(title = "Minimum score of weak boxes", description = """
            Boxes between this score and the minimum score are nobody new; they go on with somebody who was there, as in
            ByteTrack.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = AtMostOne.class)
    @Effect(predicate = IsTracked.class, type = EffectType.SHOW)
    @Layout(Persons.class)
    @Persist(configKey = "weak_score")
    double weakScore = 0.1;

    @Advanced
    @Widget(title = "Longest gap (s)", description = "Who is not found for longer is somebody new when they come back.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = IsTracked.class, type = EffectType.SHOW)
    @Layout(Persons.class)
    @Persist(configKey = "patience")
    double patience = 2;

    @Widget(title = "Class", description = """
            What is found: the name of a class of COCO, or the number that the class has in the detector, counted from 0.
            """)
    @TextInputWidget(placeholder = "person")
    @Layout(Form.class)
    @Persist(configKey = "class")
    String kept = "person";

    @Widget(title = "Output", description = "The form of what the detector gives.")
    @Layout(Form.class)
    @Persist(configKey = "form")
    GivenForm form = GivenForm.AUTOMATIC;

    @Widget(title = "Frames", description = "How a frame comes into the detector's input.")
    @Layout(Form.class)
    @Persist(configKey = "fit")
    Fit fit = Fit.AUTOMATIC;

    @Widget(title = "Pixel values", description = "The numbers that the detector takes.")
    @Layout(Form.class)
    @Persist(configKey = "pixels")
    Pixels pixels = Pixels.AUTOMATIC;

    @Widget(title = "Input size (pixels)", description = """
            Width and height of the detector's input where its file leaves them open, such as 640 x 384, or one number for a
            square. Without it 640 x 640.
            """)
    @OptionalWidget(defaultProvider = InputSize.class)
    @TextInputWidget(placeholder = "640 x 640", patternValidation = WidthAndHeight.class)
    @Layout(Form.class)
    @Persistor(InputSize.class)
    Optional<String> inputSize = Optional.empty();

    @Widget(title = "Maximum overlap", description = """
            Of boxes that overlap more (the area that they share by the area that they cover), only the best one is kept. Of
            YOLO's forms alone; the others have suppressed theirs.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = AtMostOne.class)
    @Layout(Form.class)
    @Persist(configKey = "most_overlap")
    double mostOverlap = 0.65;

    @Widget(title = "Decoding threads", description = "How many parts of a video are decoded ahead at the same time. Without it, as many as there are cores.")
    @OptionalWidget(defaultProvider = DecodingThreads.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Reading.class)
    @Persistor(DecodingThreads.class)
    Optional<Integer> threads = Optional.empty();

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
        detector.validate();
        if (inputSize.isPresent() && !inputSize.get().matches(WidthAndHeight.PATTERN)) {
            throw new InvalidSettingsException("The input size is width and height in pixels, such as 640 x 384, not "
                + inputSize.get() + ".");
        }
    }

    @Override
    public void checkComplete() throws InvalidSettingsException {
        detector.checkComplete();
        if (track && weakScore > leastScore) {
            throw new InvalidSettingsException("Weak boxes have no higher score than the minimum score; their minimum is "
                + weakScore + ", the minimum score " + leastScore + ".");
        }
        if (unit == Unit.FRAMES && every < 1) {
            throw new InvalidSettingsException("Key frames are at least one frame apart, not " + every + ".");
        }
        if (kept.isBlank()) {
            throw new InvalidSettingsException("No class is chosen; the one of persons is called person.");
        }
    }

    private FrameSize size() {
        if (inputSize.isEmpty()) {
            return DetectorSettings.USUAL_SIZE;
        }
        String[] sides = inputSize.get().strip().split("\\s*x\\s*");
        return new FrameSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[sides.length - 1]));
    }

    DetectorSettings settings() {
        return new DetectorSettings(Optional.ofNullable(form.form), Optional.ofNullable(fit.fit),
            Optional.ofNullable(pixels.values), size(), kept, track ? weakScore : leastScore, mostOverlap);
    }

    PersonFinder finder(ObjectDetector opened, VideoCopies copies) {
        return new PersonFinder(opened, new KeyFrameInterval(every, unit == Unit.SECONDS, track ? between : 0),
            new TrackingSettings(leastScore, track ? weakScore : leastScore, patience), track,
            VideoLimits.DEFAULT.with(copies), threads.orElseGet(() -> Runtime.getRuntime().availableProcessors()));
    }
}
