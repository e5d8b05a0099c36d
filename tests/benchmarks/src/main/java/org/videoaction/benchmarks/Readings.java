package org.videoaction.benchmarks;

import java.util.Locale;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.SpatialSampling.Place;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;

/** What is read of a video. */
final class Readings {

    private static final int SIDE = BenchmarkVideo.SHORT_SIDE;

    private Readings() {
    }

    /** Every frame, scaled to the short side, and its middle square. */
    static OurReader everything(Resize resize) {
        return new OurReader("every frame, " + resize.name().toLowerCase(Locale.ROOT) + " resize",
            new ClipSampling(new UniformClips(BenchmarkVideo.FRAMES, 1, 1),
                new SpatialSampling(SIDE, SIDE, SIDE, Place.CENTRE, false)), resize, 1);
    }

    /** A training clip anywhere: 32 frames, every second, short side from 256 to 320, a crop of 224. */
    static OurReader trainingClip() {
        return new OurReader("training clip 32 x 2", new ClipSampling(new RandomClips(32, 2, 1),
            new SpatialSampling(SIDE, 320, 224, Place.RANDOM, true)), Resize.FAST, 8);
    }

    /** Ten clips of 32 frames, every second, three crops of 256 each. */
    static OurReader thirtyViews() {
        return new OurReader("10 x 3 views of 32 x 2", new ClipSampling(new UniformClips(32, 2, 10),
            new SpatialSampling(SIDE, SIDE, SIDE, Place.THREE, false)), Resize.FAST, 1);
    }
}
