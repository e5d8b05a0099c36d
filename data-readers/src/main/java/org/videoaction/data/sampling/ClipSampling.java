package org.videoaction.data.sampling;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How a video becomes clips: along time, then in space, then in colour.
 *
 * @param colour null for {@link ColourJitter#NONE}
 * @param boxJitter how far the edges of boxes move by chance at most, as a share of the box's side
 * @param augmentation what else changes by chance; null for nothing, as in tables from before there was such a thing
 */
public record ClipSampling(TemporalSampling time, SpatialSampling space, ColourJitter colour, double boxJitter,
    @JsonInclude(JsonInclude.Include.NON_NULL) Augmentation augmentation) implements ViewSampling {

    /** Boxes whose edges move by half of their side may vanish. */
    private static final double MOST_JITTER = 0.5;
    private static final int LONG = 1 << 20;
    private static final FrameSize LARGE = new FrameSize(1 << 12, 1 << 11);

    public ClipSampling {
        colour = colour == null ? ColourJitter.NONE : colour;
        if (!(boxJitter >= 0 && boxJitter < MOST_JITTER)) {
            throw new IllegalArgumentException("The edges of boxes move by a share of 0 to below 0.5 of the box's side.");
        }
        augmentation = Augmentation.NONE.equals(augmentation) ? null : augmentation;
        if (augmentation != null) {
            augmentation.paced(time);
        }
        if (augmentation != null && augmentation.randAugment() != null && time.showsKeyFrames()) {
            throw new IllegalArgumentException(
                "RandAugment shifts and turns frames, with which boxes do not move. Switch it "
                    + "off for clips with boxes.");
        }
    }

    /** Changes nothing but colours and boxes. */
    public ClipSampling(TemporalSampling time, SpatialSampling space, ColourJitter colour, double boxJitter) {
        this(time, space, colour, boxJitter, null);
    }

    /** Boxes stay as they are. */
    public ClipSampling(TemporalSampling time, SpatialSampling space, ColourJitter colour) {
        this(time, space, colour, 0);
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
        return new ClipSampling(widest > stride ? new StrideJitter(shorter, widest) : shorter, space.withSize(size), colour,
            boxJitter, augmentation);
    }

    /** The clips that one video gives. */
    public int views() {
        return time.clips() * space.crops();
    }

    /** Whether anything is left to chance, seen in a long video of large frames. */
    public boolean draws() {
        boolean[] drawn = {false};
        views(0, LONG, LONG, 0, LARGE, () -> {
            drawn[0] = true;
            return 0;
        });
        return drawn[0] || boxJitter > 0;
    }

    @Override
    public boolean resamples() {
        return time.resamples();
    }

    @Override
    public List<View> views(int first, int frames, int all, double fps, FrameSize frame, RandomGenerator random) {
        List<View> views = new ArrayList<>(views());
        Augmentation more = augmentation == null ? Augmentation.NONE : augmentation;
        List<int[]> clips = more.paced(time).sample(first, frames, all, fps, random);
        for (int clip = 0; clip < clips.size(); clip++) {
            List<Crop> crops = space.sample(frame, random);
            ColourChange change = colour.sample(random);
            List<FrameChange> changes = more.sample(crops.get(0).width(), crops.get(0).height(), random);
            int[] shown = more.directed(clips.get(clip), random);
            for (int crop = 0; crop < crops.size(); crop++) {
                views.add(new View(clip, crop, shown, crops.get(crop), change, changes));
            }
        }
        return views;
    }
}
