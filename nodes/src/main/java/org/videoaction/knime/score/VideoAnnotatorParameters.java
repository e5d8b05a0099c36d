package org.videoaction.knime.score;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.Bounds.AtMostOne;
import org.videoaction.knime.CompleteSettings;
import org.videoaction.knime.io.TargetFolder;

/** The settings of the Video Annotator. */
final class VideoAnnotatorParameters implements CompleteSettings {

    @Section(title = "Files")
    interface FileSection {}

    @Section(title = "Drawing")
    @After(FileSection.class)
    interface Drawing {}

    @Section(title = "Heat")
    @After(Drawing.class)
    interface HeatSection {}

    @Section(title = "Details")
    @Advanced
    @After(HeatSection.class)
    interface Details {}

    @Layout(FileSection.class)
    @Persist(configKey = "target")
    TargetFolder target = new TargetFolder();

    @Widget(title = "Replace files", description = """
            A file is called as its video and ends in .mp4. Whether one of that name is replaced by the new one as soon as that
            is whole; otherwise the video is a row with the reason. A video itself is never replaced.
            """)
    @Layout(FileSection.class)
    @Persist(configKey = "overwrite")
    boolean overwrite;

    @Widget(title = "Maximum labels", description = "How many of the most probable labels are drawn for a video or a box.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Drawing.class)
    @Persist(configKey = "most_labels")
    int mostLabels = 3;

    @Widget(title = "Minimum probability", description = "Actions in boxes that are less probable are not drawn.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = AtMostOne.class)
    @Layout(Drawing.class)
    @Persist(configKey = "least_probability")
    double leastProbability = 0.5;

    @Layout(HeatSection.class)
    @Persist(configKey = "explanation")
    @Migrate(loadDefaultIfAbsent = true)
    ExplanationParameters explanation = new ExplanationParameters();

    @Widget(title = "Seconds around key frames", description = """
            How long a box is drawn before its key frame and behind it, at most; less where the next key frame is nearer.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Details.class)
    @Persist(configKey = "seconds_around")
    double secondsAround = 0.5;

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
    }

    @Override
    public void checkComplete() throws InvalidSettingsException {
        if (!target.isChosen()) {
            throw new InvalidSettingsException("No folder for the annotated videos is chosen.");
        }
    }

    VideoMarks marks() {
        return new VideoMarks(mostLabels, leastProbability, secondsAround);
    }
}
