package org.videoaction.knime.score;

import java.util.Arrays;
import java.util.List;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.videoaction.data.video.VideoCopies;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.Bounds.AtMostOne;
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

    @Widget(title = "Short sides (optional)", description = """
            The pixels of the shorter side to which whole frames are scaled, or several sizes with commas between them, over
            which probabilities are averaged: 256 or 224, 256, 320 for networks that were trained on crops of 224. Without a
            number it is 8/7 of the crops that the model was trained on.
            """)
    @Layout(Frames.class)
    @Persist(configKey = "short_sides")
    String shortSides = "";

    @Widget(title = "Flip horizontally", description = "Whether each frame is also seen flipped left to right, and probabilities averaged over both.")
    @Layout(Frames.class)
    @Persist(configKey = "flip")
    boolean flip;

    @Widget(title = "Minimum score", description = "Actions of at least this probability are named; the probabilities of all are given anyway.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = AtMostOne.class)
    @Layout(Detections.class)
    @Persist(configKey = "least_probability")
    double leastProbability = 0.5;

    @Widget(title = "Target frame rate", description = """
            The frames per second in which the model's stride counts: a video of another frame rate is sampled as if it had
            this one (30 in PySlowFast). 0 for each video's own rate.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Reading.class)
    @Persist(configKey = "target_fps")
    double targetFps;

    @Widget(title = "Parallel videos", description = "How many videos are read at the same time; 0 for as many as there are cores.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Reading.class)
    @Persist(configKey = "threads")
    int threads;

    @Layout(Computing.class)
    @Persist(configKey = "computing")
    DeviceParameters computing = new DeviceParameters();

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
        shortSides();
    }

    private List<Integer> shortSides() throws InvalidSettingsException {
        if (shortSides.isBlank()) {
            return List.of();
        }
        try {
            List<Integer> sides = Arrays.stream(shortSides.split(",")).map(String::strip).map(Integer::valueOf).toList();
            if (sides.stream().allMatch(side -> side > 0)) {
                return sides;
            }
        } catch (NumberFormatException e) {
            throw new InvalidSettingsException("The short sides are whole numbers with commas between them, not "
                + shortSides + ".", e);
        }
        throw new InvalidSettingsException("A short side has at least one pixel; the short sides are " + shortSides + ".");
    }

    ActionDetector detector(VideoModel model, VideoCopies copies) throws InvalidSettingsException {
        return new ActionDetector(model,
            new DetectionSettings(shortSides(), flip, targetFps, VideoLimits.DEFAULT.with(copies),
                threads == 0 ? Runtime.getRuntime().availableProcessors() : threads, computing.device()));
    }
}
