package org.videoaction.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.videoaction.model.network.ForeignNetwork.ClipLayout;

class ForeignNetworkTest {

    private static ForeignNetwork network(List<Integer> frames, int batch, int output, Labels labels, int classes) {
        return new ForeignNetwork("tsm", "ONNX", ClipLayout.CHANNELS_FIRST, false, false, frames, batch, output, false,
            labels,
            classes);
    }

    @ParameterizedTest
    @EnumSource(ClipLayout.class)
    void theSidesOfClipsStandWhereTheirLetterStands(ClipLayout layout) {
        List<String> letters = List.of(layout.title().split(" x "));
        assertThat(letters.get(layout.channels())).isEqualTo("C");
        assertThat(letters.get(layout.time())).isEqualTo("T");
        assertThat(letters.get(layout.height())).isEqualTo("H");
        assertThat(letters.get(layout.height() + 1)).isEqualTo("W");
        long[] sides = layout.sides(2, 8, 224, 200);
        assertThat(letters.stream().map(letter -> sides[letters.indexOf(letter)])).containsExactlyElementsOf(letters.stream()
            .map(letter -> switch (letter) {
                case "N" -> 2L;
                case "C" -> 3L;
                case "T" -> 8L;
                case "H" -> 224L;
                default -> 200L;
            }).toList());
    }

    @Test
    void clipsHaveTheFramesOfItsLongestPathway() {
        ForeignNetwork slowFast = network(List.of(8, 32), 0, 0, Labels.ONE, 400);
        assertThatCode(() -> slowFast.checkClip(32, 8)).doesNotThrowAnyException();
        assertThatIllegalArgumentException().isThrownBy(() -> slowFast.checkClip(8, 224))
            .withMessage("The model takes clips of 32 frames.");
    }

    @Test
    void itsHeadFollowsFromItsLabels() {
        assertThat(network(List.of(8), 0, 0, Labels.SEVERAL, 80).head()).isEqualTo(Head.MULTI_LABEL);
        assertThat(network(List.of(8), 0, 0, Labels.ONE, 80).head()).isEqualTo(Head.AVERAGE);
    }

    @Test
    void onlyItsFileKnowsItsLayers() {
        ForeignNetwork network = network(List.of(8), 0, 0, Labels.ONE, 400);
        assertThat(network.displayName()).isEqualTo("ONNX network tsm");
        assertThat(network.slides()).isFalse();
        assertThat(network.refusal()).contains("ONNX network tsm").contains("cannot be trained, quantized or exported");
        assertThatIllegalArgumentException().isThrownBy(network::network).withMessage(network.refusal());
        assertThatIllegalArgumentException().isThrownBy(() -> network.with(Head.AVERAGE, 2)).withMessage(network.refusal());
        assertThatIllegalArgumentException().isThrownBy(() -> network.sliding(8, 224)).withMessageContaining("not whole");
    }

    @Test
    void whatIsNoNetworkIsRefused() {
        assertThat(network(List.of(1), 0, 0, Labels.ONE, 1).classes()).isEqualTo(1);
        for (List<Integer> frames : List.of(List.<Integer>of(), List.of(8, 0), List.of(-1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> network(frames, 0, 0, Labels.ONE, 1))
                .withMessageContaining("takes frames");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> network(List.of(8), -1, 0, Labels.ONE, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> network(List.of(8), 0, -1, Labels.ONE, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> network(List.of(8), 0, 0, Labels.ONE, 0))
            .withMessageContaining("at least one class");
    }
}
