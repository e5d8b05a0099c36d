package org.videoaction.knime.clips;

import java.time.Duration;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.data.video.FrameNames;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.knime.Bounds;

/** How many videos are read at once, and what a single one may cost: settings that several nodes share. */
@Layout(VideoLayout.Reading.class)
abstract class ReadingParameters implements NodeParameters {

    @Advanced
    @Widget(title = "Parallel videos", description = "How many videos are read at the same time; 0 for as many as there are cores.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Persist(configKey = "threads")
    int threads;

    @Advanced
    @Widget(title = "Maximum frame size (pixels)", description = "A video with larger frames cannot be used: small files can hold huge frames.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Persist(configKey = "max_pixels")
    long maxPixels = VideoLimits.DEFAULT.maxPixels();

    @Advanced
    @Widget(title = "Reading timeout per video (s)", description = "A video that takes longer cannot be used.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Persist(configKey = "max_seconds")
    int maxSeconds = (int) VideoLimits.DEFAULT.maxTime().toSeconds();

    @Advanced
    @Widget(title = "Names of frames", description = """
            How the pictures in folders of frames are called, such as img_%05d.jpg or frame_%d.png; also as MMAction2 writes it,
            img_{:05}.jpg. Without it that is found out: numbered JPEG, PNG, BMP or WebP pictures, in the order of their numbers,
            from whatever number on. A folder in which it is not clear which pictures are the frames is refused.
            """)
    @Persist(configKey = "frame_names")
    @Migrate(loadDefaultIfAbsent = true)
    String frameNames = "";

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
        try {
            frameNames();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    VideoLimits limits() {
        return new VideoLimits(maxPixels, Duration.ofSeconds(maxSeconds), VideoLimits.DEFAULT.maxErrors());
    }

    /** Null to find out. */
    FrameNames frameNames() {
        return frameNames.isBlank() ? null : FrameNames.of(frameNames.strip());
    }

    int threads() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
