package org.videoaction.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpatialSamplingTest {

    private static final FrameSize WIDE = new FrameSize(340, 256);

    @ParameterizedTest
    @EnumSource(SpatialSampling.Place.class)
    void everyCropLiesInsideItsScaledFrame(SpatialSampling.Place place) {
        RandomGenerator random = new SplittableRandom(3);
        SpatialSampling sampling = new SpatialSampling(56, 80, 56, place, true);
        for (FrameSize frame : List.of(WIDE, WIDE.turned(), new FrameSize(57, 57), new FrameSize(1920, 100))) {
            for (int i = 0; i < 200; i++) {
                List<Crop> crops = sampling.sample(frame, random);
                assertThat(crops).hasSize(sampling.crops());
                for (Crop crop : crops) {
                    assertThat(crop.x()).isBetween(0, crop.scaled().width() - 56);
                    assertThat(crop.y()).isBetween(0, crop.scaled().height() - 56);
                }
            }
        }
    }

    @Test
    void tenCropsAreCornersAndMiddleEachFollowedByItsMirror() {
        // 340 - 224 = 116 = 4 x 29 pixels are left across, 256 - 224 = 32 = 4 x 8 down
        List<Crop> crops = new SpatialSampling(256, 256, 224, SpatialSampling.Place.TEN, false)
            .sample(WIDE, GivenDraws.none());

        assertThat(crops).extracting(Crop::x).containsExactly(0, 0, 116, 116, 0, 0, 116, 116, 58, 58);
        assertThat(crops).extracting(Crop::y).containsExactly(0, 0, 0, 0, 32, 32, 32, 32, 16, 16);
        assertThat(crops).extracting(Crop::flipped)
            .containsExactly(false, true, false, true, false, true, false, true, false, true);
    }

    @ParameterizedTest
    @EnumSource(value = SpatialSampling.Place.class, mode = EnumSource.Mode.EXCLUDE, names = "TEN")
    void everySecondClipIsMirroredWhereThatIsWanted(SpatialSampling.Place place) {
        // of 400 clips, 200 +- 10 standard deviations of 10 are mirrored
        assertThat(mirrored(place, true)).isBetween(100L, 300L);
        assertThat(mirrored(place, false)).isZero();
    }

    private static long mirrored(SpatialSampling.Place place, boolean flip) {
        SpatialSampling sampling = new SpatialSampling(56, 80, 56, place, flip);
        RandomGenerator random = new SplittableRandom(7);
        return IntStream.range(0, 400).filter(i -> sampling.sample(WIDE, random).get(0).flipped()).count();
    }

    @Test
    void threeCropsOfASquareFrameLieAlongItsWidth() {
        // PySlowFast's uniform_crop moves along the height only where that is larger: 256 - 224 = 32 are left
        List<Crop> crops = new SpatialSampling(new ShortSide(256, 256, ShortSide.Draw.EVEN), 224,
            SpatialSampling.Place.THREE, false, Convention.PYSLOWFAST).sample(new FrameSize(300, 300), GivenDraws.none());

        assertThat(crops).extracting(Crop::x).containsExactly(0, 16, 32);
        assertThat(crops).extracting(Crop::y).containsExactly(16, 16, 16);
    }

    @Test
    void aClipIsCroppedOnceForEachPlaceAndClip() {
        ClipSampling sampling = new ClipSampling(new UniformClips(2, 1, 4),
            new SpatialSampling(64, 64, 64, SpatialSampling.Place.THREE, false), null, 0);

        assertThat(sampling.views()).isEqualTo(12);
        assertThat(sampling.views(0, 20, 20, 25, WIDE, new SplittableRandom(1))).hasSize(12);
        assertThat(sampling.colour()).isEqualTo(ColourJitter.NONE);
        ColourJitter jitter = new ColourJitter(0.4, 0, 0);
        assertThat(new ClipSampling(sampling.time(), sampling.space(), jitter).colour()).isEqualTo(jitter);
    }

    @Test
    void sizesStartAtOnePixel() {
        assertThat(new SpatialSampling(1, 1, 1, SpatialSampling.Place.CENTRE, false)
            .sample(new FrameSize(1, 1), GivenDraws.none()))
            .containsExactly(new Crop(new FrameSize(1, 1), 0, 0, 1, false));
        for (int[] wrong : new int[][] {{0, 1}, {1, 0}}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new FrameSize(wrong[0], wrong[1]))
                .withMessageContaining(wrong[0] + " x " + wrong[1]);
        }
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new SpatialSampling(1, 1, 0, SpatialSampling.Place.RANDOM_RESIZED, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new ShortSide(0, 4, ShortSide.Draw.EVEN))
            .withMessageContaining("from 0 to 4");
    }

    @Test
    void aSideIsDrawnUpToItsLargest() {
        assertThat(new ShortSide(256, 257, ShortSide.Draw.EVEN).sample(GivenDraws.none().thenFractions(0.99)))
            .isEqualTo(257);
    }

    @Test
    void eachSideOfABoxIsScaledByItsOwnRatio() {
        // 64/40 = 1.6 across, 64/128 = 0.5 down
        assertThat(Crop.of(new Box(30, 60, 40, 128), new FrameSize(320, 240), 64, true))
            .isEqualTo(new Crop(new FrameSize(512, 120), 48, 30, 64, true));
    }

    @Test
    void aBoxOfTheWholeFrameFits() {
        RandomBox whole = new RandomBox(1, 1, 2, 2);

        assertThat(whole.sample(new FrameSize(200, 100), new SplittableRandom(1))).isEqualTo(new Box(0, 0, 200, 100));
    }

    @Test
    void whatHasNoRangeIsNotDrawn() {
        // a quarter of the area of 100 x 100, in the shape of a square
        Box box = new RandomBox(0.25, 0.25, 1, 1).sample(new FrameSize(100, 100), new SplittableRandom(1));

        assertThat(box.width()).isEqualTo(50);
        assertThat(box.height()).isEqualTo(50);
    }

    @Test
    void rangesThatGiveNoBoxAreRefused() {
        for (double[] wrong : new double[][] {{0, 1, 1, 1}, {0.5, 0.4, 1, 1}, {0.5, 1.1, 1, 1}, {0.5, 1, 0, 1},
            {0.5, 1, 2, 1}}) {
            assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomBox(wrong[0], wrong[1], wrong[2], wrong[3]));
        }
    }

    @Test
    void theFrameIsScaledSoThatABoxBecomesTheCrop() {
        Crop crop = Crop.of(new Box(40, 32, 80, 64), new FrameSize(320, 240), 64, false);

        // 64/80 = 0.8 across, 64/64 = 1 down
        assertThat(crop).isEqualTo(new Crop(new FrameSize(256, 240), 32, 32, 64, false));
    }

    @Test
    void whereNoDrawnBoxFitsTheLargestSquareIsTaken() {
        // in a frame of 400 x 10, a box of 90 percent of the area and a square shape is 60 pixels high
        List<Double> draws = IntStream.range(0, 20).mapToObj(i -> i < 10 ? 0.0 : 0.9).toList();

        assertThat(RandomBox.DEFAULT.sample(new FrameSize(400, 10), GivenDraws.reals(draws)))
            .isEqualTo(new Box(195, 0, 10, 10));
        assertThat(RandomBox.DEFAULT.sample(new FrameSize(10, 400), GivenDraws.reals(draws)))
            .isEqualTo(new Box(0, 195, 10, 10));
    }

    @Test
    void theShortSideIsDrawnAsEachCodeBaseDrawsIt() {
        assertThat(new ShortSide(256, 320, ShortSide.Draw.EVEN).sample(new SplittableRandom(1))).isBetween(256, 320);
        assertThat(new ShortSide(256, 320, ShortSide.Draw.ROUNDED).sample(GivenDraws.reals(List.of(300.6))))
            .isEqualTo(301);
        // 1 / 0.0035 = 285.7
        assertThat(new ShortSide(256, 320, ShortSide.Draw.INVERSE).sample(GivenDraws.reals(List.of(0.0035))))
            .isEqualTo(286);
    }

    @Test
    void inverseDrawsAreSmallerThanEvenOnes() {
        assertThat(meanShortSide(ShortSide.Draw.ROUNDED)).isBetween(287.0, 289.0);
        // the mean of 1/u for even u between 1/320 and 1/256 is 320 x 256 / 64 x ln(320/256) = 285.6
        assertThat(meanShortSide(ShortSide.Draw.INVERSE)).isBetween(284.6, 286.6);
    }

    private static double meanShortSide(ShortSide.Draw draw) {
        RandomGenerator random = new SplittableRandom(5);
        ShortSide side = new ShortSide(256, 320, draw);
        return IntStream.range(0, 20_000).map(i -> side.sample(random)).average().orElseThrow();
    }

    @Test
    void aCropLargerThanTheScaledFrameIsRefused() {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new SpatialSampling(200, 256, 224, SpatialSampling.Place.RANDOM, false))
            .withMessageContaining("A crop of 224 pixels").withMessageContaining("200 to 256");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new SpatialSampling(256, 200, 224, SpatialSampling.Place.RANDOM, false));
    }
}
