package org.videoaction.model.scoring;

import org.videoaction.data.clip.Recipe;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.SpatialSampling.Place;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.model.saved.VideoModel;

/**
 * How the papers view videos to test networks that take such clips.
 *
 * @param shortSide the pixels that the frames' shorter side is scaled to for thirty views
 */
public record TestViews(VideoModel.Input input, int shortSide) {

    private static final int CLIPS = 10;
    /** Networks that take crops of 224 see frames whose short side is scaled to 256. */
    private static final double SHORT_SIDE = 256.0 / 224;
    private static final int UNCUT = 256;

    /** That of the clips that a model was made for. */
    public static TestViews of(VideoModel.Input input) {
        return new TestViews(input, input.width() == UNCUT ? UNCUT : scaled(input));
    }

    private static int scaled(VideoModel.Input input) {
        return (int) Math.round(input.width() * SHORT_SIDE);
    }

    /** Ten clips from a video's first to its last frame, each in three crops; those of 256 pixels are not cut along it. */
    public Recipe thirty(VideoLimits limits) {
        return recipe(CLIPS, shortSide, Place.THREE, limits);
    }

    /** One clip in the middle, both of the stretch and of its frames. */
    Recipe one(VideoLimits limits) {
        return recipe(1, scaled(input), Place.CENTRE, limits);
    }

    private Recipe recipe(int clips, int shortSide, Place place, VideoLimits limits) {
        return new Recipe(new ClipSampling(new UniformClips(input.frames(), input.stride(), clips),
            new SpatialSampling(shortSide, shortSide, input.width(), place, false)), limits, Resize.FAST, 0);
    }
}
