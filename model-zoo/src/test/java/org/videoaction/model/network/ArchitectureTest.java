package org.videoaction.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
            (dropout, classes) -> new ChannelSeparated(Interaction.REDUCED, 50, 16, 1e-3, dropout, classes));
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
}
