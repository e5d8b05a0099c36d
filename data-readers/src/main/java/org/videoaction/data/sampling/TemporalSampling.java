package org.videoaction.data.sampling;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Chooses which frames of a video make its clips. As JSON it names its rule, so that a table can carry it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rule")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RandomClips.class, name = "random"),
    @JsonSubTypes.Type(value = UniformClips.class, name = "uniform"),
    @JsonSubTypes.Type(value = DenseClips.class, name = "dense"),
    @JsonSubTypes.Type(value = SegmentClips.class, name = "segments"),
    @JsonSubTypes.Type(value = PySlowFastClips.class, name = "pyslowfast"),
    @JsonSubTypes.Type(value = KeyFrameClips.class, name = "key_frames"),
    @JsonSubTypes.Type(value = StrideJitter.class, name = "stride_jitter")})
public sealed interface TemporalSampling
    permits RandomClips, UniformClips, DenseClips, SegmentClips, PySlowFastClips, KeyFrameClips, StrideJitter {

    /** The stride of clips whose frames lie the further apart the longer the video is. */
    int VARYING = 0;

    /** T, the frames of a clip. */
    int length();

    /** tau, the distance between neighbouring frames of a clip, or {@link #VARYING}. */
    int stride();

    /** The clips taken from one video. */
    int clips();

    /**
     * The frame indices of each clip.
     *
     * @param frames how many frames the video has, at least 1
     * @param fps the video's frames a second, 0 where unknown: then it counts as having the rate that is asked for
     * @return {@link #clips()} arrays of {@link #length()} indices from 0 to {@code frames - 1}
     */
    List<int[]> sample(int frames, double fps, RandomGenerator random);

    /**
     * The frame indices of each clip of a stretch of a video.
     *
     * @param first the index of the stretch's first frame
     * @param frames how many frames the stretch has, at least 1
     * @param all how many frames the video has
     * @param fps as for the whole video
     * @return indices into the video's frames
     */
    default List<int[]> sample(int first, int frames, int all, double fps, RandomGenerator random) {
        return sample(frames, fps, random).stream()
            .map(clip -> Arrays.stream(clip).map(frame -> first + frame).toArray()).toList();
    }

    /** Whether clips lie round key frames, whose boxes they show. */
    @JsonIgnore
    default boolean showsKeyFrames() {
        return false;
    }

    /** The same rule for another number of clips, of which one alone lies in the middle; itself where it cannot. */
    default TemporalSampling evenly(int newClips) {
        return this;
    }

    /**
     * The frames that a clip covers from its first to its last one, where the stride does not vary.
     *
     * @param fps as for {@link #sample(int, double, RandomGenerator)}
     */
    default int span(double fps) {
        return (length() - 1) * stride() + 1;
    }

    /** Whether strides count in frames of another rate than the video's own. */
    default boolean resamples() {
        return false;
    }

    /** The same rule for clips of another length and stride; where the stride varies it goes on to vary. */
    TemporalSampling with(int newLength, int newStride);

    /** @throws IllegalArgumentException when one of the numbers is not positive */
    static void checkPositive(int length, int stride, int clips) {
        if (length < 1 || stride < 1 || clips < 1) {
            throw new IllegalArgumentException("Frames per clip, stride and clips per video are at least 1.");
        }
    }

    /** @throws IllegalArgumentException when the rate is negative or no number */
    static void checkRate(double targetFps) {
        if (!(targetFps >= 0) || Double.isInfinite(targetFps)) {
            throw new IllegalArgumentException("The frames a second to sample at are a positive number, or 0 for the "
                + "video's own.");
        }
    }
}
