package org.videoaction.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class KeyFrameTest {

    private static final Offset<Double> ROUNDING = within(1e-12);

    private static int[] round(int keyFrame, int all, double targetFps) {
        return new KeyFrameClips(4, 3, targetFps).sample(keyFrame, 1, all, 60, new SplittableRandom(1)).get(0);
    }

    @Test
    void theFrameBehindAClipsMiddleIsTheKeyFrame() {
        // PySlowFast's get_sequence: from 50 - 4 x 3 / 2 to below 50 + 4 x 3 / 2, every third frame
        assertThat(round(50, 100, 0)).containsExactly(44, 47, 50, 53);
    }

    @Test
    void nearTheEndsOfAVideoItsFirstAndLastFramesAreRepeated() {
        assertThat(round(2, 100, 0)).containsExactly(0, 0, 2, 5);
        assertThat(round(97, 98, 0)).containsExactly(91, 94, 97, 97);
        assertThat(round(0, 1, 0)).containsExactly(0, 0, 0, 0);
    }

    @Test
    void theStrideCountsInTheRateThatIsAskedFor() {
        // 60 frames a second as if they were 30: twice as far apart
        assertThat(round(50, 100, 30)).containsExactly(38, 44, 50, 56);
    }

    @Test
    void multigridsShorterClipsLieRoundTheKeyFrameToo() {
        ClipSampling whole = new ClipSampling(new KeyFrameClips(8, 2, 0),
            new SpatialSampling(64, 64, 64, SpatialSampling.Place.CENTRE, false));
        ClipSampling shorter = whole.resized(2, 32);
        assertThat(shorter.time().showsKeyFrames()).isTrue();
        for (int draw = 0; draw < 20; draw++) {
            View view = shorter.views(50, 1, 100, 25, new FrameSize(64, 64), new SplittableRandom(draw)).get(0);
            assertThat(view.frames()[1]).isEqualTo(50);
            assertThat(view.frames()[0]).isBetween(42, 48);
        }
    }

    @Test
    void aBoxIsWhereTheCropShowsIt() {
        // 100 x 50 pixels in a frame of 200 x 100, of which the crop shows 80 x 80 from column 60 and row 10 on
        RelativeBox box = new RelativeBox(0.25, 0.25, 0.75, 0.75);
        RelativeBox seen = box.within(new Crop(new FrameSize(200, 100), 60, 10, 80, false)).orElseThrow();
        assertThat(seen.x1()).isZero();
        assertThat(seen.y1()).isEqualTo(15.0 / 80, ROUNDING);
        assertThat(seen.x2()).isEqualTo(1);
        assertThat(seen.y2()).isEqualTo(65.0 / 80, ROUNDING);
    }

    @Test
    void aMirroredBoxIsAsFarFromTheOtherEdge() {
        RelativeBox box = new RelativeBox(0.25, 0.25, 0.5, 0.75);
        RelativeBox seen = box.within(Crop.whole(new FrameSize(200, 100), true)).orElseThrow();
        assertThat(List.of(seen.x1(), seen.y1(), seen.x2(), seen.y2())).containsExactly(0.5, 0.25, 0.75, 0.75);
    }

    @Test
    void aBoxWhoseMiddleIsCutOffIsLost() {
        Crop left = new Crop(new FrameSize(200, 100), 0, 0, 100, false);
        assertThat(new RelativeBox(0.4, 0.2, 0.59, 0.8).within(left)).isPresent();
        assertThat(new RelativeBox(0.4, 0.2, 0.61, 0.8).within(left)).isEmpty();
    }

    @Test
    void jitterMovesEachEdgeByAShareOfTheBoxsSide() {
        RelativeBox box = new RelativeBox(0.2, 0.4, 0.6, 0.5);
        for (int seed = 0; seed < 100; seed++) {
            RelativeBox moved = box.jittered(0.2, new SplittableRandom(seed));
            assertThat(moved.x1()).isCloseTo(0.2, within(0.08)).isNotEqualTo(0.2);
            assertThat(moved.x2()).isCloseTo(0.6, within(0.08)).isNotEqualTo(0.6);
            assertThat(moved.y1()).isCloseTo(0.4, within(0.02)).isNotEqualTo(0.4);
            assertThat(moved.y2()).isCloseTo(0.5, within(0.02)).isNotEqualTo(0.5);
        }
        assertThat(box.jittered(0.2, new SplittableRandom(1))).isEqualTo(box.jittered(0.2, new SplittableRandom(1)));
    }

    @Test
    void edgesMoveInTheOrderInWhichTheyAreWritten() {
        // by 0.2 of 0.4 across and of 0.1 down, times 2 u - 1
        RelativeBox moved = new RelativeBox(0.2, 0.4, 0.6, 0.5).jittered(0.2,
            GivenDraws.reals(List.of(1.0, 0.0, 0.5, 0.75)));

        assertThat(moved.x1()).isEqualTo(0.28, ROUNDING);
        assertThat(moved.y1()).isEqualTo(0.38, ROUNDING);
        assertThat(moved.x2()).isEqualTo(0.6, ROUNDING);
        assertThat(moved.y2()).isEqualTo(0.51, ROUNDING);
    }

    @Test
    void aBoxWhoseMiddleLiesOnTheEdgeIsKept() {
        RelativeBox box = new RelativeBox(0.375, 0, 0.625, 1);
        RelativeBox leftHalf = box.within(new Crop(new FrameSize(200, 100), 0, 0, 100, false)).orElseThrow();
        RelativeBox rightHalf = box.within(new Crop(new FrameSize(200, 100), 100, 0, 100, false)).orElseThrow();
        assertThat(leftHalf).isEqualTo(new RelativeBox(0.75, 0, 1, 1));
        assertThat(rightHalf).isEqualTo(new RelativeBox(0, 0, 0.25, 1));
    }

    @Test
    void withoutAKeyFrameTheMiddleOfTheVideoIsOne() {
        KeyFrameClips rule = new KeyFrameClips(4, 1, 0);
        // of 10 frames, number 4
        assertThat(rule.sample(10, 25, GivenDraws.none()).get(0)).containsExactly(2, 3, 4, 5);
        assertThat(rule.clips()).isEqualTo(1);
        assertThat(rule.with(2, 3)).isEqualTo(new KeyFrameClips(2, 3, 0));
    }

    @Test
    void eachSizeIsSeenPlainAndMirrored() {
        KeyFrameViews views = new KeyFrameViews(new KeyFrameClips(4, 3, 0), List.of(50, 100), true);
        List<View> taken = views.views(50, 1, 100, 25, new FrameSize(400, 200), new SplittableRandom(1));
        assertThat(taken).extracting(View::space).containsExactly(
            new Crop(new FrameSize(100, 50), 0, 0, 100, 50, false), new Crop(new FrameSize(100, 50), 0, 0, 100, 50, true),
            new Crop(new FrameSize(200, 100), 0, 0, 200, 100, false),
            new Crop(new FrameSize(200, 100), 0, 0, 200, 100, true));
    }

    @Test
    void whatMakesNoBoxOrViewIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RelativeBox(0.5, 0, 0.5, 1))
            .withMessageContaining("no area");
        assertThatIllegalArgumentException().isThrownBy(() -> new RelativeBox(0, 0.5, 1, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> new RelativeBox(-Double.MAX_VALUE, 0, Double.MAX_VALUE, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RelativeBox(0, -Double.MAX_VALUE, 1, Double.MAX_VALUE));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new KeyFrameViews(new KeyFrameClips(4, 3, 0), List.of(0), false))
            .withMessageContaining("[0]");
        assertThat(new KeyFrameViews(new KeyFrameClips(4, 3, 0), List.of(1), false).shortSides()).containsExactly(1);
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new KeyFrameViews(new KeyFrameClips(4, 3, 0), List.of(), false));
        assertThatIllegalArgumentException().isThrownBy(() -> new ClipSampling(new KeyFrameClips(4, 3, 0),
            new SpatialSampling(64, 64, 64, SpatialSampling.Place.CENTRE, false), ColourJitter.NONE, 0.5));
    }
}
