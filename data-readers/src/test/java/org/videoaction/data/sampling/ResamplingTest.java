package org.videoaction.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.videoaction.data.sampling.SpatialSampling.Place;

/** What a rule says of itself before any frame is chosen. */
class ResamplingTest {

    private static final SpatialSampling SMALL = new SpatialSampling(64, 80, 48, Place.RANDOM, false);

    private static void assertResamplesAtARateOfItsOwn(DoubleFunction<TemporalSampling> rule) {
        assertThat(rule.apply(0).resamples()).isFalse();
        assertThat(rule.apply(30).resamples()).isTrue();
        assertThat(new StrideJitter(rule.apply(0), 4).resamples()).isFalse();
        assertThat(new StrideJitter(rule.apply(30), 4).resamples()).isTrue();
        assertThat(new ClipSampling(rule.apply(0), SMALL).resamples()).isFalse();
        assertThat(new ClipSampling(rule.apply(30), SMALL).resamples()).isTrue();
    }

    @Test
    void rulesResampleWhereTheyCountInFramesOfAnotherRate() {
        assertResamplesAtARateOfItsOwn(fps -> new PySlowFastClips(8, 2, 1, fps, PySlowFastClips.Start.RANDOM));
        assertResamplesAtARateOfItsOwn(fps -> new RandomClips(8, 2, 1, fps, PastEnd.LOOP));
        assertResamplesAtARateOfItsOwn(fps -> new UniformClips(8, 2, 1, fps, PastEnd.LOOP));
        assertResamplesAtARateOfItsOwn(fps -> new KeyFrameClips(8, 2, fps));
    }

    @Test
    void viewsOfKeyFramesResampleAsTheirClips() {
        assertThat(new KeyFrameViews(new KeyFrameClips(8, 2, 0), List.of(64), false).resamples()).isFalse();
        assertThat(new KeyFrameViews(new KeyFrameClips(8, 2, 30), List.of(64), false).resamples()).isTrue();
    }

    @Test
    void chanceIsSeenWhereverItIs() {
        TemporalSampling even = new UniformClips(8, 2, 3);
        SpatialSampling middle = new SpatialSampling(64, 64, 64, Place.CENTRE, false);
        assertThat(new ClipSampling(even, middle).draws()).isFalse();
        assertThat(new ClipSampling(even, SMALL).draws()).isTrue();
        assertThat(new ClipSampling(new RandomClips(8, 2, 1), middle).draws()).isTrue();
        assertThat(new ClipSampling(even, middle, ColourJitter.NONE, 0.1, null).draws()).isTrue();
    }

    @Test
    void framesShrinkMostToTheSmallestShortSide() {
        FrameSize frame = new FrameSize(320, 240);
        assertThat(SMALL.shrinks(frame)).isCloseTo(240 / 64.0, within(1e-12));
        assertThat(new SpatialSampling(64, 80, 48, Place.RANDOM_RESIZED, false).shrinks(frame)).isCloseTo(5, within(1e-12));
    }

    @Test
    void wholeFramesAreScaledToOneShortSide() {
        SpatialSampling whole = SpatialSampling.wholeFrames(96, Convention.PYSLOWFAST);
        assertThat(whole.place()).isEqualTo(Place.WHOLE);
        assertThat(whole.shortSide().smallest()).isEqualTo(96);
        assertThat(whole.shortSide().largest()).isEqualTo(96);
    }

    @Test
    void pixelsThatAreNotSquareStretchTheWidthAlone() {
        assertThat(new FrameSize(720, 576).stretched(16.0 / 15)).isEqualTo(new FrameSize(768, 576));
        assertThat(new FrameSize(1, 576).stretched(0.1)).isEqualTo(new FrameSize(1, 576));
    }
}
