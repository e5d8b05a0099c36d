package org.videoaction.model.saved;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.SpatialSampling.Place;
import org.videoaction.data.sampling.TemporalSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;

/**
 * How videos are viewed to test a model: what its program's own test does, as the model file carries it. Whatever scores
 * videos by themselves takes it from here.
 *
 * @param time which frames make the clips; with the crops of each these are the views
 * @param space how frames are scaled and cropped
 * @param resize the filter
 * @param rule how the views of a video are put together
 */
public record TestProtocol(TemporalSampling time, SpatialSampling space, Resize resize, ViewRule rule) {

    private static final int CLIPS = 10;
    private static final int UNCUT = 256;
    private static final int MOST_FRAMES = 1 << 12;
    private static final int MOST_CLIPS = 1 << 10;
    private static final int LARGEST_SIDE = 1 << 12;

    /** @throws IllegalArgumentException when something is left to chance, or no video could be viewed so */
    public TestProtocol {
        if (time == null || space == null || resize == null || rule == null) {
            throw new IllegalArgumentException("A test needs rules for time, space, scaling and views.");
        }
        if (time.length() > MOST_FRAMES || time.clips() > MOST_CLIPS || space.shortSide().largest() > LARGEST_SIDE) {
            throw new IllegalArgumentException("A test has at most " + MOST_CLIPS + " clips of " + MOST_FRAMES
                + " frames whose short side is scaled to " + LARGEST_SIDE + " pixels.");
        }
        if (new ClipSampling(time, space).draws()) {
            throw new IllegalArgumentException("A test leaves nothing to chance.");
        }
    }

    /**
     * Where nothing else is known: ten clips from the video's first to its last frame, three crops of each, those of 256
     * pixels along the uncut frame.
     */
    public static TestProtocol of(VideoModel.Input input) {
        int crop = input.width();
        int shortSide = crop == UNCUT ? UNCUT : shortSide(crop);
        return new TestProtocol(new UniformClips(input.frames(), input.stride(), CLIPS),
            new SpatialSampling(shortSide, shortSide, crop, Place.THREE, false), Resize.FAST, ViewRule.PROBABILITIES);
    }

    /** What networks that are trained on crops of a size see of frames: 256 pixels for 224. */
    public static int shortSide(int crop) {
        return (int) Math.round(crop * (UNCUT / 224.0));
    }

    /** All views of a video. */
    public Recipe recipe(VideoLimits limits) {
        return recipe(time, space, limits);
    }

    /** So many clips, their middle crop alone. */
    public Recipe recipe(int clips, VideoLimits limits) {
        return recipe(time.evenly(clips),
            new SpatialSampling(space.shortSide(), space.size(), Place.CENTRE, false, space.convention()), limits);
    }

    /** So many clips of whole frames, for {@link VideoModel#forClips a network that looks at them place by place}. */
    public Recipe wholeFrames(int clips, VideoLimits limits) {
        return recipe(time.evenly(clips), SpatialSampling.wholeFrames(shortSide(), space.convention()), limits);
    }

    private Recipe recipe(TemporalSampling clips, SpatialSampling crops, VideoLimits limits) {
        return new Recipe(new ClipSampling(clips, crops), limits, resize, 0);
    }

    /** The pixels of a frame's shorter side before it is cropped. */
    public int shortSide() {
        return space.shortSide().smallest();
    }

    /** The sides of the crops in pixels. */
    public int crop() {
        return space.size();
    }

    /** For example "10 x 3 views of 256 x 256 pixels, short side 256". */
    public String summary() {
        return time.clips() + " x " + space.crops() + " views of " + crop() + " x " + crop() + " pixels, short side "
            + shortSide();
    }

    /** A text that {@link #ofJson} reads. */
    public String json() {
        try {
            return ModelFile.JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The test cannot be described: " + e.getOriginalMessage(), e);
        }
    }

    /** @throws IllegalArgumentException when the text is damaged */
    public static TestProtocol ofJson(String json) {
        try {
            return ModelFile.JSON.readValue(json, TestProtocol.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("How the model is tested is damaged: " + e.getOriginalMessage(), e);
        }
    }
}
