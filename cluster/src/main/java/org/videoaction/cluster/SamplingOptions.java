package org.videoaction.cluster;

import org.videoaction.data.clip.Recipe;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.video.Decoding;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.TestViews;
import picocli.CommandLine.Option;

/** The options that say how videos become clips. */
final class SamplingOptions {

    /** PySlowFast scales the short side to 256 to 320 pixels for crops of 224. */
    private static final double LARGEST_SHORT_SIDE = 320.0 / 224;

    @Option(names = "--frames", paramLabel = "T", description = "of a clip; without it, what the network is made for")
    private Integer frames;

    @Option(names = "--stride", paramLabel = "TAU", description = "from one frame of a clip to the next")
    private Integer stride;

    @Option(names = "--size", paramLabel = "PIXELS", description = "of the crops")
    private Integer size;

    @Option(names = "--no-flip", description = "clips are not flipped, for motions whose direction matters")
    private boolean steady;

    @Option(names = "--fast-decoding", description = "faster, and not to the last bit what a decoder gives")
    private boolean fast;

    @Option(names = "--sampling-seed", defaultValue = "0", paramLabel = "N", description = "decides which clips are drawn")
    private long seed;

    /**
     * A clip anywhere in the video, cropped anywhere and perhaps flipped.
     *
     * @param usual what is not said otherwise
     */
    Recipe training(VideoModel.Input usual) {
        VideoModel.Input input = input(usual);
        int least = TestProtocol.shortSide(input.width());
        int most = Math.max(least, (int) Math.round(input.width() * LARGEST_SHORT_SIDE));
        return new Recipe(new ClipSampling(new RandomClips(input.frames(), input.stride(), 1),
            new SpatialSampling(least, most, input.width(), SpatialSampling.Place.RANDOM, !steady)), limits(), Resize.FAST,
            seed);
    }

    /** Views as networks are tested with. */
    Recipe testing(VideoModel.Input usual, TestViews views) {
        return views.recipe(TestProtocol.of(input(usual)), limits());
    }

    private VideoLimits limits() {
        return VideoLimits.DEFAULT.with(fast ? Decoding.FAST : Decoding.EXACT);
    }

    private VideoModel.Input input(VideoModel.Input usual) {
        int side = size == null ? usual.width() : size;
        return new VideoModel.Input(frames == null ? usual.frames() : frames, side, side,
            stride == null ? usual.stride() : stride);
    }
}
