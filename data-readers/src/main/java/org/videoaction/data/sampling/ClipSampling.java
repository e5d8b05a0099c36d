package org.videoaction.data.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How a video becomes clips: along time, then in space, then in colour.
 *
 * @param colour null for {@link ColourJitter#NONE}
 */
public record ClipSampling(TemporalSampling time, SpatialSampling space, ColourJitter colour) {

    public ClipSampling {
        colour = colour == null ? ColourJitter.NONE : colour;
    }

    /** Colours stay as they are. */
    public ClipSampling(TemporalSampling time, SpatialSampling space) {
        this(time, space, ColourJitter.NONE);
    }

    /**
     * The same clips with fewer frames and smaller crops, as multigrid training takes them. Where there are fewer frames,
     * their stride is drawn, from the one that it is to the one at which a clip covers what it covered.
     */
    public ClipSampling resized(int frames, int size) {
        int stride = time.stride();
        TemporalSampling shorter = time.with(frames, stride);
        int widest = stride * (time.length() / frames);
        return new ClipSampling(widest > stride ? new StrideJitter(shorter, widest) : shorter, space.withSize(size), colour);
    }

    /** The clips that one video gives. */
    public int views() {
        return time.clips() * space.crops();
    }

    /**
     * All views of a video with {@code frames} upright frames of size {@code frame}.
     *
     * @param fps the video's frames a second, 0 where unknown
     */
    public List<View> views(int frames, double fps, FrameSize frame, RandomGenerator random) {
        List<View> views = new ArrayList<>(views());
        List<int[]> clips = time.sample(frames, fps, random);
        for (int clip = 0; clip < clips.size(); clip++) {
            List<Crop> crops = space.sample(frame, random);
            ColourChange change = colour.sample(random);
            for (int crop = 0; crop < crops.size(); crop++) {
                views.add(new View(clip, crop, clips.get(clip), crops.get(crop), change));
            }
        }
        return views;
    }
}
