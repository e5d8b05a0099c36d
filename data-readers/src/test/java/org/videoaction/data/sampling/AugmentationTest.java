package org.videoaction.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AugmentationTest {

    private static final ClipSampling PLAIN = new ClipSampling(new RandomClips(4, 4, 1),
        new SpatialSampling(16, 16, 16, SpatialSampling.Place.CENTRE, false));
    private static final FrameSize FRAME = new FrameSize(20, 16);

    /** A channel of 6 x 5 pixels: (37 x + 53 y + 11 x y) mod 180 + 30. */
    private static final int[] PICTURE = {30, 67, 104, 141, 178, 35, 83, 131, 179, 47, 95, 143, 136, 195, 74, 133, 192, 71,
        189, 79, 149, 39, 109, 179, 62, 143, 44, 125, 206, 107};

    private static float[] floats(int... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = values[i];
        }
        return floats;
    }

    /** What PIL 12 gives for the picture in all three channels, and how far ours may differ where PIL rounds in between. */
    private static void assertLikePil(FrameChange change, int tolerance, int... expected) {
        float[][] channels = {floats(PICTURE), floats(PICTURE), floats(PICTURE)};
        change.apply(channels, 6, 5);
        for (float[] channel : channels) {
            for (int i = 0; i < expected.length; i++) {
                assertThat(Math.round(channel[i])).as("pixel %d", i).isCloseTo(expected[i], within(tolerance));
            }
        }
    }

    @Test
    void tonesAreThoseOfPil() {
        assertLikePil(new ToneChange(ToneChange.Kind.AUTO_CONTRAST, 0), 0, 0, 53, 107, 160, 214, 7, 76, 146, 215, 24, 94,
            163,
            153, 239, 63, 149, 234, 59, 230, 70, 172, 13, 114, 215, 46, 163, 20, 137, 255, 111);
        assertLikePil(new ToneChange(ToneChange.Kind.POSTERIZE, 2), 0, 0, 64, 64, 128, 128, 0, 64, 128, 128, 0, 64, 128, 128,
            192, 64, 128, 192, 64, 128, 64, 128, 0, 64, 128, 0, 128, 0, 64, 192, 64);
        assertLikePil(new ToneChange(ToneChange.Kind.SOLARIZE, 77), 0, 30, 67, 151, 114, 77, 35, 172, 124, 76, 47, 160, 112,
            119, 60, 74, 122, 63, 71, 66, 176, 106, 39, 146, 76, 62, 112, 44, 130, 49, 148);
        float[][] few = {{100, 200}, {20, 255}, {127, 128}};
        new ToneChange(ToneChange.Kind.SOLARIZE_ADD, 77).apply(few, 2, 1);
        assertThat(few).isDeepEqualTo(new float[][] {{177, 200}, {97, 255}, {204, 128}});
        new ToneChange(ToneChange.Kind.INVERT, 0).apply(few, 2, 1);
        assertThat(few[0]).containsExactly(78, 55);
        float[][] even = {{9, 9}, {9, 9}, {9, 9}};
        new ToneChange(ToneChange.Kind.AUTO_CONTRAST, 0).apply(even, 2, 1);
        assertThat(even[0]).containsExactly(9, 9);
    }

    /** The first row and the sum of all values for 32 x 32 pixels of (x^2 + 3 y^2) mod 97 + 40. */
    @Test
    void equalizingIsPils() {
        float[][] channels = new float[3][32 * 32];
        for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < 32 * 32; i++) {
                int x = i % 32;
                int y = i / 32;
                channels[channel][i] = (x * x + 3 * y * y) % 97 + 40;
            }
        }
        new ToneChange(ToneChange.Kind.EQUALIZE, 0).apply(channels, 32, 32);
        assertThat(Arrays.copyOf(channels[1], 32)).containsExactly(floats(0, 7, 20, 38, 63, 93, 132, 180, 231, 255, 15, 90,
            171, 255, 11, 115, 224, 255, 121, 249, 50, 195, 255, 159, 255, 155, 255, 184, 34, 233, 101, 255));
        double sum = 0;
        for (float value : channels[2]) {
            sum += value;
        }
        assertThat(sum).isEqualTo(162_135);
    }

    @Test
    void sharpnessAndPlacesAreThoseOfPil() {
        assertLikePil(new Sharpness(1.63), 1, 30, 67, 104, 141, 178, 35, 83, 139, 205, 12, 86, 143, 136, 221, 56, 141, 226,
            71,
            189, 61, 166, 4, 100, 179, 62, 143, 44, 125, 206, 107);
        assertLikePil(Warp.rotation(-20, 6, 5), 1, 115, 95, 130, 139, 112, 115, 60, 120, 128, 82, 138, 77, 98, 159, 92, 116,
            143, 156, 140, 148, 123, 81, 120, 153, 115, 126, 107, 67, 143, 115);
        assertLikePil(Warp.shearX(0.2), 1, 33, 70, 107, 144, 163, 35, 97, 145, 139, 61, 109, 143, 165, 134, 103, 162, 131,
            115,
            111, 128, 71, 88, 158, 115, 134, 53, 116, 197, 116, 115);
        assertLikePil(Warp.shift(0, 1.5), 1, 109, 163, 126, 90, 143, 107, 162, 137, 111, 86, 150, 125, 125, 111, 96, 82, 157,
            143, 115, 115, 115, 115, 115, 115, 115, 115, 115, 115, 115, 115);
    }

    @Test
    void aThirdOfTheCircleTurnsRedIntoGreen() {
        float[][] channels = {{200, 60, 10}, {50, 60, 20}, {50, 60, 210}};
        new HueTurn(1.0 / 3).apply(channels, 3, 1);
        // blue with a little green, 210, 20, 10, goes on to red: its hue of 4 - 10 / 200 sixths becomes 6 - 0.05
        assertThat(channels[0]).containsExactly(new float[] {50, 60, 210}, within(0.01f));
        assertThat(channels[1]).containsExactly(new float[] {200, 60, 10}, within(0.01f));
        assertThat(channels[2]).containsExactly(new float[] {50, 60, 20}, within(0.01f));
    }

    @Test
    void grayIsTheLumaInEachChannelOfAsManyClipsAsItsProbabilitySays() {
        SplittableRandom random = new SplittableRandom(2);
        int gray = 0;
        for (int clip = 0; clip < 2000; clip++) {
            List<FrameChange> changes = new Augmentation(0, 0.3, 0, null, 0, 1, false).sample(2, 1, random);
            gray += changes.size();
            float[][] channels = {{200, 10}, {50, 0}, {100, 255}};
            changes.forEach(change -> change.apply(channels, 2, 1));
            for (float[] channel : channels) {
                if (!changes.isEmpty()) {
                    // ITU-R BT.601: 0.299 x 200 + 0.587 x 50 + 0.114 x 100, and 0.299 x 10 + 0.114 x 255
                    assertThat(channel).containsExactly(new float[] {100.55f, 32.06f}, within(1e-3f));
                }
            }
            assertThat(channels[0][0]).isEqualTo(changes.isEmpty() ? 200 : channels[1][0]);
        }
        // 600, with a standard deviation of 20
        assertThat(gray).isBetween(520, 680);
        assertThat(new Augmentation(0, 1, 0, null, 0, 1, false).sample(2, 1, random)).hasSize(1);
    }

    @Test
    void lightingAddsPrincipalComponents() {
        float[][] channels = {{100}, {100}, {254}};
        Augmentation.lighting(0.1, -0.2, 0.05).apply(channels, 1, 1);
        // 255 x (-0.5675 x 0.225 x 0.1 + 0.7192 x 0.224 x -0.2 + 0.4009 x 0.229 x 0.05), and so on
        assertThat(channels[0][0]).isCloseTo(89.699f, within(0.001f));
        assertThat(channels[1][0]).isCloseTo(94.343f, within(0.001f));
        assertThat(channels[2][0]).isEqualTo(255);
    }

    @Test
    void anErasedBoxIsNoiseOfPixelsMeanAndDeviation() {
        float[][] channels = new float[3][200 * 200];
        new Erasure(40, 20, 100, 150, 7).apply(channels, 200, 200);
        double sum = 0;
        for (int i = 0; i < 200 * 200; i++) {
            boolean inside = i % 200 >= 40 && i % 200 < 140 && i / 200 >= 20 && i / 200 < 170;
            if (!inside) {
                assertThat(channels[0][i]).isZero();
            }
            sum += channels[0][i];
        }
        // clamping takes little off both ends of a normal distribution round 0.45 x 255
        assertThat(sum / (100 * 150)).isCloseTo(114.75, within(2.0));
        float[][] again = new float[3][200 * 200];
        new Erasure(40, 20, 100, 150, 7).apply(again, 200, 200);
        assertThat(again).isDeepEqualTo(channels);
    }

    @Test
    void erasedBoxesHaveTheirSharesOfTheFrame() {
        SplittableRandom random = new SplittableRandom(3);
        double sum = 0;
        for (int i = 0; i < 2000; i++) {
            Erasure box = Erasure.sample(200, 160, random);
            assertThat(box.left() + box.width()).isLessThanOrEqualTo(200);
            assertThat(box.top() + box.height()).isLessThanOrEqualTo(160);
            double share = box.width() * box.height() / (200.0 * 160);
            assertThat(share).isBetween(0.019, 0.34);
            sum += share;
        }
        // a little less than the middle of 0.02 and 1 / 3, as large long ones do not fit
        assertThat(sum / 2000).isBetween(0.14, 0.18);
    }

    @ParameterizedTest
    @EnumSource(RandAugment.Operation.class)
    void everyOperationKeepsToPossibleValues(RandAugment.Operation operation) {
        for (int sign : new int[] {-1, 1}) {
            for (double level : new double[] {0, 0.7, 1}) {
                float[][] channels = {floats(PICTURE), floats(PICTURE), floats(PICTURE)};
                RandAugment.change(operation, level, sign, 6, 5).apply(channels, 6, 5);
                for (float value : channels[0]) {
                    assertThat(value).isBetween(0f, 255f);
                }
            }
        }
    }

    @Test
    void halfOfTheOperationsAreDoneAndAllOfThemComeUp() {
        SplittableRandom random = new SplittableRandom(1);
        int done = 0;
        int turned = 0;
        for (int i = 0; i < 3000; i++) {
            List<FrameChange> changes = new RandAugment(7, 4).sample(6, 5, random);
            done += changes.size();
            turned += (int) changes.stream().filter(change -> change instanceof Warp).count();
        }
        // 6000, with a standard deviation of 55, of which a third moves pixels
        assertThat(done).isBetween(5750, 6250);
        assertThat(turned).isBetween(1800, 2200);
    }

    private static ClipSampling with(Augmentation augmentation) {
        return new ClipSampling(PLAIN.time(), PLAIN.space(), PLAIN.colour(), 0, augmentation);
    }

    private static List<View> views(ClipSampling sampling, long seed) {
        return sampling.views(0, 100, 100, 25, FRAME, new SplittableRandom(seed));
    }

    @Test
    void withoutItNothingIsDrawnAndARecipeSaysNothingOfIt() throws Exception {
        assertThat(with(Augmentation.NONE)).isEqualTo(PLAIN);
        assertThat(new ObjectMapper().writeValueAsString(PLAIN)).doesNotContain("augmentation");
        SplittableRandom random = new SplittableRandom(4);
        assertThat(Augmentation.NONE.sample(20, 16, random)).isEmpty();
        assertThat(Augmentation.NONE.directed(new int[] {1, 2}, random)).containsExactly(1, 2);
        assertThat(random.nextLong()).isEqualTo(new SplittableRandom(4).nextLong());
        Augmentation all = new Augmentation(0.1, 0.2, 0.1, new RandAugment(7, 4), 0.25, 2, true);
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readValue(json.writeValueAsString(with(all)), ClipSampling.class)).isEqualTo(with(all));
        assertThat(with(all).draws()).isTrue();
    }

    @Test
    void strideIsDrawnBetweenSlowerAndFaster() {
        int[] strides = new int[9];
        for (int seed = 0; seed < 7000; seed++) {
            int[] frames = views(with(new Augmentation(0, 0, 0, null, 0, 2, false)), seed).get(0).frames();
            assertThat(frames[3] - frames[0]).isEqualTo(3 * (frames[1] - frames[0]));
            strides[frames[1] - frames[0]]++;
        }
        // 2 to 8 alike: 1000 each, with a standard deviation of 29
        assertThat(strides[0] + strides[1]).isZero();
        assertThat(Arrays.stream(strides, 2, 9)).allMatch(count -> count > 870 && count < 1130);
        assertThat(with(new Augmentation(0, 0, 0, null, 0, 2, false)).time().stride()).isEqualTo(4);
    }

    @Test
    void everyOtherClipRunsBackwards() {
        int backwards = 0;
        for (int seed = 0; seed < 1000; seed++) {
            int[] frames = views(with(new Augmentation(0, 0, 0, null, 0, 1, true)), seed).get(0).frames();
            int step = frames[1] - frames[0];
            assertThat(Math.abs(step)).isEqualTo(4);
            assertThat(frames[3] - frames[0]).isEqualTo(3 * step);
            backwards += step < 0 ? 1 : 0;
        }
        assertThat(backwards).isBetween(440, 560);
    }

    @Test
    void smallerClipsOfMultigridChangeToo() {
        Augmentation all = new Augmentation(0.1, 0, 0, null, 0, 2, true);
        assertThat(with(all).resized(2, 8).augmentation()).isEqualTo(all);
        assertThat(views(with(all).resized(2, 8), 1).get(0).changes()).hasSize(1);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Augmentation(0.6, 0, 0, null, 0, 1, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Augmentation(0, 0, 0, null, 1.1, 1, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Augmentation(0, 0, 0, null, 0, 0.5, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new RandAugment(11, 1));
        Augmentation faster = new Augmentation(0, 0, 0, null, 0, 1.5, false);
        assertThatIllegalArgumentException().isThrownBy(() -> new ClipSampling(new RandomClips(4, 1, 1), PLAIN.space(),
            ColourJitter.NONE, 0, faster)).withMessageContaining("whole numbers of frames");
        Augmentation turned = new Augmentation(0, 0, 0, new RandAugment(7, 4), 0, 1, false);
        assertThatIllegalArgumentException().isThrownBy(() -> new ClipSampling(new KeyFrameClips(4, 2, 0), PLAIN.space(),
            ColourJitter.NONE, 0, turned)).withMessageContaining("clips with boxes");
    }
}
