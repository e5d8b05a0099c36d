package org.videoaction.knime.clips;

import java.time.Duration;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider.StringColumnsProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.TemporalSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.VideoLimits;

/** The settings of the Frame Sampler. */
final class FrameSamplerParameters implements NodeParameters {

    @Section(title = "Videos")
    interface Videos {
    }

    @Section(title = "Clips along time")
    @After(Videos.class)
    interface Time {
    }

    @Section(title = "Crops")
    @After(Time.class)
    interface Space {
    }

    @Section(title = "Reading")
    @Advanced
    @After(Space.class)
    interface Reading {
    }

    /** Where clips lie in a video. */
    enum Place {
        @Label(value = "Random", description = "At random places, one in each of as many equal parts: for training.")
        RANDOM,
        @Label(value = "Even", description = "Spread evenly from the first to the last frame: for testing.")
        EVEN
    }

    /** Where crops lie in a frame. */
    enum CropPlace {
        @Label(value = "Random", description = "One crop anywhere: for training.")
        RANDOM,
        @Label(value = "Centre", description = "One crop in the middle.")
        CENTRE,
        @Label(value = "Three", description = "Three crops along the long side: for testing.")
        THREE
    }

    @Widget(title = "Path column", description = "The column with the paths of the videos.")
    @ChoicesProvider(StringColumnsProvider.class)
    @Layout(Videos.class)
    @Persist(configKey = "path_column")
    String m_pathColumn = "Path";

    @Widget(title = "Label column", description = """
            The column with the class of each video. Its possible values, in their order, become the classes. Leave it
            empty for videos without labels.
            """)
    @ChoicesProvider(StringColumnsProvider.class)
    @Layout(Videos.class)
    @Persist(configKey = "label_column")
    String m_labelColumn = "Label";

    @Widget(title = "Frames per clip (T)", description = """
            The length of a clip. For a SlowFast network it is what the Fast pathway sees: 32 for SlowFast 4x16 and 8x8.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Time.class)
    @Persist(configKey = "frames")
    int m_frames = 32;

    @Widget(title = "Stride", description = """
            Every how many frames of the video one is taken. A clip covers T x stride frames; where a video has fewer,
            the clip starts over at the video's first frame.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Time.class)
    @Persist(configKey = "stride")
    int m_stride = 2;

    @Widget(title = "Place of clips", description = "Where in the video the clips lie.")
    @ValueSwitchWidget
    @Layout(Time.class)
    @Persist(configKey = "clip_place")
    Place m_clipPlace = Place.RANDOM;

    @Widget(title = "Clips per video", description = "How many clips are taken along time: 1 for training, 10 for testing.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Time.class)
    @Persist(configKey = "clips_per_video")
    int m_clipsPerVideo = 1;

    @Widget(title = "Short side", description = "The short side of a frame after scaling, in pixels.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Space.class)
    @Persist(configKey = "short_side")
    int m_shortSide = 256;

    @Widget(title = "Largest short side", description = """
            Where it is larger than the short side, each clip is scaled to a short side drawn between the two, in pixels.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Space.class)
    @Persist(configKey = "largest_short_side")
    int m_largestShortSide = 256;

    @Widget(title = "Crop size", description = "The side of the square crops, in pixels.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Space.class)
    @Persist(configKey = "crop_size")
    int m_cropSize = 224;

    @Widget(title = "Place of crops", description = "Where in the scaled frame the crops lie.")
    @ValueSwitchWidget
    @Layout(Space.class)
    @Persist(configKey = "crop_place")
    CropPlace m_cropPlace = CropPlace.CENTRE;

    @Widget(title = "Mirror every second clip", description = """
            Mirrors clips left to right by chance. Not for classes that a mirror exchanges, such as moving left and
            moving right.
            """)
    @Layout(Space.class)
    @Persist(configKey = "flip")
    boolean m_flip;

    @Widget(title = "Seed", description = "The same seed gives the same random clips.")
    @Layout(Reading.class)
    @Persist(configKey = "seed")
    long m_seed = 1;

    @Widget(title = "Videos at once", description = "How many videos are decoded at the same time; 0 for as many as there are cores.")
    @Layout(Reading.class)
    @Persist(configKey = "threads")
    int m_threads;

    @Widget(title = "Largest frame (pixels)", description = "A video with larger frames is left out: small files can hold huge frames.")
    @Layout(Reading.class)
    @Persist(configKey = "max_pixels")
    long m_maxPixels = VideoLimits.DEFAULT.maxPixels();

    @Widget(title = "Longest time per video (seconds)", description = "A video that takes longer is left out.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Reading.class)
    @Persist(configKey = "max_seconds")
    int m_maxSeconds = (int)VideoLimits.DEFAULT.maxTime().toSeconds();

    @Override
    public void validate() throws InvalidSettingsException {
        if (m_frames < 1 || m_stride < 1 || m_clipsPerVideo < 1) {
            throw new InvalidSettingsException("Frames per clip, stride and clips per video are at least 1.");
        }
        if (m_threads < 0 || m_maxPixels < 1 || m_maxSeconds < 1) {
            throw new InvalidSettingsException("Videos at once is not negative; the limits of a video are at least 1.");
        }
        try {
            sampling();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    ClipSampling sampling() {
        TemporalSampling time = m_clipPlace == Place.RANDOM ? new RandomClips(m_frames, m_stride, m_clipsPerVideo)
            : new UniformClips(m_frames, m_stride, m_clipsPerVideo);
        return new ClipSampling(time, new SpatialSampling(m_shortSide, m_largestShortSide, m_cropSize,
            SpatialSampling.Place.valueOf(m_cropPlace.name()), m_flip));
    }

    VideoLimits limits() {
        return new VideoLimits(m_maxPixels, Duration.ofSeconds(m_maxSeconds), VideoLimits.DEFAULT.maxErrors());
    }

    int threads() {
        return m_threads == 0 ? Runtime.getRuntime().availableProcessors() : m_threads;
    }
}
