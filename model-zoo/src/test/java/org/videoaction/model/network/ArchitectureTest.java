package org.videoaction.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.videoaction.model.network.ChannelSeparated.Interaction;

/** What networks of every family refuse. */
class ArchitectureTest {

    /** A network of each family, by its dropout and classes. */
    static Stream<BiFunction<Double, Integer, Architecture>> families() {
        return Stream.of(
            (dropout, classes) -> SlowFast.plain(50, 4, 8, 16, Lateral.convolution(5, true), FrameRule.STRIDE, dropout,
                classes),
            (dropout, classes) -> new SinglePathway(Pathway.Kind.SLOW, Pathway.of(50), 16, NonLocal.NONE, Head.AVERAGE,
                dropout, classes),
            (dropout, classes) -> new ChannelSeparated(Interaction.REDUCED, 50, 16, 1e-3, dropout, classes),
            (dropout, classes) -> X3d.expanded(12, 2, 1, 2.25, Head.AVERAGE, dropout, classes),
            (dropout, classes) -> new R2Plus1d(R2Plus1d.Form.BASIC, 16, Head.AVERAGE, dropout, classes));
    }

    @ParameterizedTest
    @MethodSource("families")
    void dropoutIsFromZeroToBelowOne(BiFunction<Double, Integer, Architecture> family) {
        assertThat(family.apply(0.0, 2).classes()).isEqualTo(2);
        for (double wrong : new double[] {-0.1, 1, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> family.apply(wrong, 2))
                .withMessage("Dropout is at least 0 and below 1, not " + wrong + ".");
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void thereIsAtLeastOneClass(BiFunction<Double, Integer, Architecture> family) {
        assertThat(family.apply(0.5, 1).classes()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> family.apply(0.5, 0))
            .withMessageContaining("at least one class");
    }

    @ParameterizedTest
    @MethodSource("families")
    void clipsHaveASideOf32PixelsOrMore(BiFunction<Double, Integer, Architecture> family) {
        Architecture network = family.apply(0.5, 2);
        assertThatCode(() -> network.checkClip(8, 32)).doesNotThrowAnyException();
        assertThatIllegalArgumentException().isThrownBy(() -> network.checkClip(8, 31))
            .withMessageContaining("31 pixels wide").withMessageContaining("at least 32");
    }

    @Test
    void i3dTakesTwoFramesOrMore() {
        Architecture i3d = new SinglePathway(Pathway.Kind.INFLATED, Pathway.of(50), 16, NonLocal.NONE, Head.AVERAGE, 0.5, 2);
        assertThatCode(() -> i3d.checkClip(2, 64)).doesNotThrowAnyException();
        assertThatIllegalArgumentException().isThrownBy(() -> i3d.checkClip(1, 64)).withMessageContaining("two frames");
    }

    @Test
    void numbersThatGiveNoNetworkAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Pathway(152, 6)).withMessageContaining("not 152");
        assertThatIllegalArgumentException().isThrownBy(() -> new Pathway(50, -1)).withMessageContaining("not negative");
        assertThatIllegalArgumentException().isThrownBy(
            () -> new SinglePathway(Pathway.Kind.SLOW, Pathway.of(50), 0, NonLocal.NONE, Head.AVERAGE, 0.5, 2))
            .withMessageContaining("width");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new ChannelSeparated(Interaction.REDUCED, 50, 0, 1e-3, 0.5, 2)).withMessageContaining("width");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new ChannelSeparated(Interaction.REDUCED, 18, 16, 1e-3, 0.5, 2))
            .withMessageContaining("not 18");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new ChannelSeparated(Interaction.REDUCED, 50, 16, 0, 0.5, 2))
            .withMessageContaining("epsilon above 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new ChannelSeparated(Interaction.REDUCED, 50, 16, 1e-3, 0.5, 2)
            .with(Head.detection(Regions.PYSLOWFAST), 2)).withMessageContaining("for detection");
        assertThatIllegalArgumentException().isThrownBy(() -> new Head(-1)).withMessageContaining("not negative");
        assertThatIllegalArgumentException().isThrownBy(() -> new Head(7, Labels.ONE, Regions.PYSLOWFAST))
            .withMessageContaining("windows or regions");
    }

    @ParameterizedTest
    @MethodSource("families")
    void anotherHeadLeavesTheRestAsItIs(BiFunction<Double, Integer, Architecture> family) {
        Architecture network = family.apply(0.5, 2);
        Architecture other = network.with(Head.MULTI_LABEL, 7);
        assertThat(other.head()).isEqualTo(Head.MULTI_LABEL);
        assertThat(other.classes()).isEqualTo(7);
        assertThat(other.with(Head.AVERAGE, 2)).isEqualTo(network);
        // 7 classes in the place of 2: five rows of the classifier, weights and bias
        int features = network.network().parameters().stream().filter(one -> one.name().equals("head.fc.weight"))
            .findFirst().orElseThrow().shape().get(1);
        assertThat(other.network().parameterCount() - network.network().parameterCount()).isEqualTo(5L * (features + 1));
    }

    /** Crops of 96 have 96 / 32 = 3 positions along a side, or 96 / 16 = 6 where the stem has no pool. */
    @ParameterizedTest
    @MethodSource("families")
    void wholeFramesAreSeenThroughAWindowAsLargeAsTheCrop(BiFunction<Double, Integer, Architecture> family) {
        Architecture network = family.apply(0.5, 2);
        assertThat(network.slides()).isTrue();
        Architecture sliding = network.sliding(8, 96);
        assertThat(sliding).isEqualTo(network.with(new Head(network instanceof R2Plus1d ? 6 : 3), 2));
        assertThat(sliding.sliding(8, 224)).as("that has a window").isSameAs(sliding);
    }

    @Test
    void whatLooksIntoBoxesDoesNotSlide() {
        Architecture detector = new SinglePathway(Pathway.Kind.SLOW, Pathway.of(50), 16, NonLocal.NONE,
            Head.detection(Regions.MMACTION2), 0.5, 2);
        assertThat(detector.slides()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> detector.sliding(8, 96)).withMessageContaining("into boxes");
    }

    @Test
    void namesSayWhatIsSpecial() {
        assertThat(slowFast(8, 8, 64).displayName()).isEqualTo("SlowFast R50, alpha 8, beta 1/8");
        assertThat(slowFast(4, 8, 16).with(Head.detection(Regions.CAFFE2), 2).displayName())
            .isEqualTo("SlowFast R50, alpha 4, beta 1/8, width 16, detection");
        SinglePathway fast = new SinglePathway(Pathway.Kind.FAST, Pathway.of(50), 8, NonLocal.NONE, Head.AVERAGE, 0.5, 2);
        assertThat(fast.displayName()).isEqualTo("Fast-only R50, width 8");
        assertThat(fast.with(Head.detection(Regions.CAFFE2), 2).displayName())
            .isEqualTo("Fast-only R50, width 8, detection");
        assertThat(new ChannelSeparated(Interaction.REDUCED, 50, 64, 1e-3, 0.5, 2).displayName()).isEqualTo("ir-CSN-50");
        assertThat(new ChannelSeparated(Interaction.PRESERVED, 152, 16, 1e-3, 0.5, 2).displayName())
            .isEqualTo("ip-CSN-152, width 16");
        assertThat(R2Plus1d.plain(R2Plus1d.Form.BASIC, 64, 2).displayName()).isEqualTo("R(2+1)D-34");
        assertThat(R2Plus1d.plain(R2Plus1d.Form.BOTTLENECK, 16, 2).displayName()).isEqualTo("R(2+1)D-50, width 16");
        // table 1 of the paper: X3D-M has 3 + 5 + 11 + 7 blocks
        assertThat(X3d.expanded(12, 2, 2.2, 2.25, Head.AVERAGE, 0.5, 2).displayName()).isEqualTo("X3D, 26 blocks, width 24");
    }

    /** VMZ trains without dropout, PyTorchVideo with one half. */
    @Test
    void plainR2Plus1dsHaveTheirAuthorsDropout() {
        assertThat(R2Plus1d.plain(R2Plus1d.Form.BASIC, 64, 2).dropout()).isZero();
        assertThat(R2Plus1d.plain(R2Plus1d.Form.BOTTLENECK, 64, 2).dropout()).isEqualTo(0.5);
    }

    private static SlowFast slowFast(int alpha, int betaInverse, int width) {
        return SlowFast.plain(50, alpha, betaInverse, width, Lateral.convolution(5, true), FrameRule.STRIDE, 0.5, 2);
    }

    @Test
    void pathwaysWithoutARatioAreRefused() {
        assertThat(slowFast(1, 1, 1).classes()).isEqualTo(2);
        assertThatIllegalArgumentException().isThrownBy(() -> slowFast(0, 8, 64)).withMessage("Alpha is at least 1, not 0.");
        assertThatIllegalArgumentException().isThrownBy(() -> slowFast(8, 0, 64)).withMessageContaining("1/beta, 0");
        assertThatIllegalArgumentException().isThrownBy(() -> slowFast(8, 8, 0)).withMessageContaining("width 0");
        for (int kernel : new int[] {0, 4, -1}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Lateral.convolution(kernel, true))
                .withMessageContaining("odd number of frames, not " + kernel);
        }
        assertThat(Lateral.convolution(1, true).kernel()).isEqualTo(1);
        Lateral sum = new Lateral(Lateral.Kind.TIME_TO_CHANNEL_SUM, 5, true);
        assertThatIllegalArgumentException().isThrownBy(() -> SlowFast.plain(50, 4, 8, 64, sum, FrameRule.STRIDE, 0.5, 2))
            .withMessageContaining("alpha = 1/beta");
        assertThat(SlowFast.plain(50, 8, 8, 64, sum, FrameRule.STRIDE, 0.5, 2).alpha()).isEqualTo(8);
        assertThat(slowFast(8, 8, 64).with(4, 2)).isEqualTo(slowFast(4, 2, 64));
    }

    @Test
    void regionsHaveASizeAndADilation() {
        assertThat(new Regions(0, 1, true).given()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Regions(-1, 1, true))
            .withMessageContaining("not negative");
        assertThatIllegalArgumentException().isThrownBy(() -> new Regions(7, 0, true)).withMessageContaining("at least 1");
    }

    @Test
    void anX3dHasFourStagesOfAtLeastOneChannelAndBlock() {
        X3d.Stage stage = new X3d.Stage(1, 1, 1);
        assertThat(x3d(1, 1, stage, stage, stage, stage).classes()).isEqualTo(2);
        assertThatIllegalArgumentException().isThrownBy(() -> x3d(1, 1, stage, stage, stage)).withMessageContaining("not 3");
        assertThatIllegalArgumentException().isThrownBy(() -> x3d(0, 1, stage, stage, stage, stage));
        assertThatIllegalArgumentException().isThrownBy(() -> x3d(1, 0, stage, stage, stage, stage));
        for (X3d.Stage none : new X3d.Stage[] {new X3d.Stage(0, 1, 1), new X3d.Stage(1, 0, 1), new X3d.Stage(1, 1, 0)}) {
            assertThatIllegalArgumentException().isThrownBy(() -> x3d(1, 1, stage, stage, stage, none))
                .withMessageContaining("at least one channel");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> x3d(1, 1, stage, stage, stage, stage)
            .with(Head.detection(Regions.CAFFE2), 2)).withMessageContaining("for detection");
        assertThatIllegalArgumentException().isThrownBy(() -> R2Plus1d.plain(R2Plus1d.Form.BASIC, 16, 2)
            .with(Head.detection(Regions.CAFFE2), 2)).withMessageContaining("for detection");
        assertThatIllegalArgumentException().isThrownBy(() -> R2Plus1d.plain(R2Plus1d.Form.BASIC, 0, 2))
            .withMessageContaining("width");
    }

    private static X3d x3d(int stem, int features, X3d.Stage... stages) {
        return new X3d(stem, List.of(stages), features, true, X3d.Positions.SCORES, Head.AVERAGE, 0.5, 2);
    }

    @Test
    void bytesBecomeNumbersOrTheirNormalizationIsRefused() {
        List<Double> ones = List.of(1.0, 1.0, 1.0);
        assertThat(new Preprocessing(List.of(0.0, -1.0, 2.0), ones).deviation()).isEqualTo(ones);
        assertThatIllegalArgumentException().isThrownBy(() -> new Preprocessing(List.of(0.0, Double.NaN, 0.0), ones));
        // 1e-60 is 0 in 32 bits
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e-60}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Preprocessing(ones, List.of(1.0, wrong, 1.0)))
                .withMessageContaining("damaged");
        }
    }
}
