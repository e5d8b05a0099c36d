package org.videoaction.knime.clips;

import java.time.Duration;
import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.NodeParametersPersistor;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.knime.node.parameters.widget.text.TextInputWidgetValidation.PatternValidation;
import org.videoaction.data.video.FrameNames;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.OptionalSetting;

/** How many videos are read at once, and what a single one may cost: settings that several nodes share. */
@Layout(VideoLayout.Reading.class)
abstract class ReadingParameters implements NodeParameters {

    /** A number that is not that of the cores. */
    static final class ParallelVideos extends OptionalSetting.OfInt {
        ParallelVideos() {
            super("threads", 0, 4);
        }
    }

    /** Other names than those that are found out. */
    static final class NamesOfFrames extends OptionalSetting.OfText {
        NamesOfFrames() {
            super("frame_names", "img_%05d.jpg");
        }
    }

    /** A picture's name with one place for a number. */
    static final class OneNumber extends PatternValidation {
        @Override
        protected String getPattern() {
            return "[^/\\\\%{]*(%(0\\d)?d|\\{(:(0?\\d)?d?)?\\})[^/\\\\%{]*";
        }

        @Override
        public String getErrorMessage() {
            return "The name of a picture with one number, such as img_%05d.jpg or img_{:05}.jpg.";
        }
    }

    /** A frame's size is saved in pixels. */
    static final class Megapixels implements NodeParametersPersistor<Double> {

        private static final String KEY = "max_pixels";

        @Override
        public Double load(NodeSettingsRO settings) throws InvalidSettingsException {
            return settings.getLong(KEY) / PIXELS;
        }

        @Override
        public void save(Double megapixels, NodeSettingsWO settings) {
            settings.addLong(KEY, pixels(megapixels));
        }

        @Override
        public String[][] getConfigPaths() {
            return new String[][] {{KEY}};
        }

        static long pixels(double megapixels) {
            return Math.max(1, Math.round(megapixels * PIXELS));
        }
    }

    private static final double PIXELS = 1e6;

    @Advanced
    @Widget(title = "Parallel videos", description = "How many videos are read at the same time. Without it, as many as there are cores.")
    @OptionalWidget(defaultProvider = ParallelVideos.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Persistor(ParallelVideos.class)
    Optional<Integer> threads = Optional.empty();

    @Advanced
    @Widget(title = "Maximum frame size (megapixels)", description = "A video with larger frames cannot be used: small files can hold huge frames.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Persistor(Megapixels.class)
    double maxMegapixels = VideoLimits.DEFAULT.maxPixels() / PIXELS;

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
    @OptionalWidget(defaultProvider = NamesOfFrames.class)
    @TextInputWidget(placeholder = "img_%05d.jpg", patternValidation = OneNumber.class)
    @Persistor(NamesOfFrames.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<String> frameNames = Optional.empty();

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
        return new VideoLimits(Megapixels.pixels(maxMegapixels), Duration.ofSeconds(maxSeconds),
            VideoLimits.DEFAULT.maxErrors());
    }

    /** Null to find out. */
    FrameNames frameNames() {
        return frameNames.map(String::strip).map(FrameNames::of).orElse(null);
    }

    int threads() {
        return threads.orElseGet(Runtime.getRuntime()::availableProcessors);
    }
}
