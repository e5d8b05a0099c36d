package org.videoaction.knime.score;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.knime.node.parameters.widget.text.TextInputWidgetValidation.PatternValidation;
import org.videoaction.data.video.VideoCopies;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.Bounds.AtMostOne;
import org.videoaction.knime.OptionalSetting;
import org.videoaction.knime.clips.FastDecoding;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.ActionDetector;
import org.videoaction.model.scoring.DetectionSettings;

/** The settings of the Action Detector. */
final class ActionDetectorParameters implements NodeParameters {

    @Section(title = "Frames")
    interface Frames {}

    @Section(title = "Detections")
    @After(Frames.class)
    interface Detections {}

    @Section(title = "Reading")
    @Advanced
    @After(Detections.class)
    interface Reading {}

    @Section(title = "Computing")
    @Advanced
    @After(Reading.class)
    interface Computing {}

    /** Sizes that are not 8/7 of the crops of the training. */
    static final class ShortSides extends OptionalSetting.OfText {
        ShortSides() {
            super("short_sides", "256");
        }
    }

    /** Whole numbers with commas between them. */
    static final class Sizes extends PatternValidation {
        @Override
        protected String getPattern() {
            return "\\s*[1-9]\\d*\\s*(,\\s*[1-9]\\d*\\s*)*";
        }

        @Override
        public String getErrorMessage() {
            return "Whole numbers of pixels with commas between them, such as 224, 256, 320.";
        }
    }

    /** A rate that is not each video's own. */
    static final class TargetFps extends OptionalSetting.OfDouble {
        TargetFps() {
            super("target_fps", 0, 30);
        }
    }

    /** A number that is not that of the cores. */
    static final class ParallelVideos extends OptionalSetting.OfInt {
        ParallelVideos() {
            super("threads", 0, 4);
        }
    }

    @Widget(title = "Short sides (pixels)", description = """
            The pixels of the shorter side to which whole frames are scaled, or several sizes with commas between them, over
            which probabilities are averaged: 256 or 224, 256, 320 for networks that were trained on crops of 224. Without it,
            8/7 of the crops that the model was trained on.
            """)
    @OptionalWidget(defaultProvider = ShortSides.class)
    @TextInputWidget(placeholder = "224, 256, 320", patternValidation = Sizes.class)
    @Layout(Frames.class)
    @Persistor(ShortSides.class)
    Optional<String> shortSides = Optional.empty();

    @Widget(title = "Flip horizontally", description = "Whether each frame is also seen flipped left to right, and probabilities averaged over both.")
    @Layout(Frames.class)
    @Persist(configKey = "flip")
    boolean flip;

    @Widget(title = "Minimum probability", description = "Actions of at least this probability are named; the probabilities of all are given anyway.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = AtMostOne.class)
    @Layout(Detections.class)
    @Persist(configKey = "least_probability")
    double leastProbability = 0.5;

    @Widget(title = "Target frame rate", description = """
            The frames per second in which the model's stride counts: a video of another frame rate is sampled as if it had
            this one (30 in PySlowFast). Without it, each video's own rate.
            """)
    @OptionalWidget(defaultProvider = TargetFps.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Layout(Reading.class)
    @Persistor(TargetFps.class)
    Optional<Double> targetFps = Optional.empty();

    @Widget(title = "Parallel videos", description = """
            How many videos are read at the same time. Without it, as many as there are cores.
            """)
    @OptionalWidget(defaultProvider = ParallelVideos.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Reading.class)
    @Persistor(ParallelVideos.class)
    Optional<Integer> threads = Optional.empty();

    @Advanced
    @Widget(title = FastDecoding.TITLE, description = FastDecoding.DESCRIPTION)
    @Layout(Reading.class)
    @Persist(configKey = "fast_decoding")
    @Migrate(loadDefaultIfAbsent = true)
    boolean fastDecoding;

    @Layout(Computing.class)
    @Persist(configKey = "computing")
    DeviceParameters computing = new DeviceParameters();

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
        shortSides();
    }

    private List<Integer> shortSides() throws InvalidSettingsException {
        if (shortSides.isEmpty()) {
            return List.of();
        }
        String text = shortSides.get();
        try {
            List<Integer> sides = Arrays.stream(text.split(",")).map(String::strip).map(Integer::valueOf).toList();
            if (sides.stream().allMatch(side -> side > 0)) {
                return sides;
            }
        } catch (NumberFormatException e) {
            throw new InvalidSettingsException(
                "The short sides are whole numbers with commas between them, not " + text + ".", e);
        }
        throw new InvalidSettingsException("A short side has at least one pixel; the short sides are " + text + ".");
    }

    ActionDetector detector(VideoModel model, VideoCopies copies) throws InvalidSettingsException {
        return new ActionDetector(model,
            new DetectionSettings(shortSides(), flip, targetFps.orElse(0.0),
                FastDecoding.of(fastDecoding, VideoLimits.DEFAULT).with(copies),
                threads.orElseGet(() -> Runtime.getRuntime().availableProcessors()), computing.device()));
    }
}
