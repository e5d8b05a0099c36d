package org.videoaction.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class NDTensorTest {

    @Test
    void numbersKeepTheirTypeAndShape() {
        NDTensor floats = NDTensor.floats(new float[] {1.5f, -2, 3, 4, 5, 6}, 2, 3);
        assertThat(floats.type()).isEqualTo(NumberType.FLOAT32);
        assertThat(floats.shape()).isEqualTo(List.of(2L, 3L));
        assertThat(floats.size()).isEqualTo(6);
        assertThat(floats.values()).containsExactly(1.5f, -2, 3, 4, 5, 6);
        assertThat(floats.numbers().isDirect()).isTrue();

        NDTensor integers = NDTensor.integers(new long[] {-7, 1L << 20}, 2);
        assertThat(integers.type()).isEqualTo(NumberType.INT64);
        assertThat(integers.values()).containsExactly(-7, 1 << 20);
        assertThat(integers.numbers().asLongBuffer().get(1)).isEqualTo(1 << 20);

        NDTensor bytes = NDTensor.bytes(ByteBuffer.wrap(new byte[] {9, -1, 3}).position(1), 2);
        assertThat(bytes.values()).containsExactly(255, 3);
        assertThat(NDTensor.floats(new float[] {7}).size()).as("a single number").isEqualTo(1);
    }

    @Test
    void aCopyIsItsOwn() {
        ByteBuffer numbers = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder()).putFloat(8).putFloat(1).putFloat(2)
            .position(4);
        NDTensor copy = NDTensor.copy(NumberType.FLOAT32, numbers, 2);
        numbers.putFloat(4, 9);
        assertThat(copy.values()).containsExactly(1, 2);
        assertThat(copy.numbers().isDirect()).isTrue();
    }

    @Test
    void whoReadsItsNumbersMovesNobodysPlace() {
        NDTensor tensor = NDTensor.floats(new float[] {1, 2}, 2);
        assertThat(tensor.numbers().getFloat()).isEqualTo(1);
        assertThat(tensor.numbers().getFloat()).isEqualTo(1);
    }

    @Test
    void numbersAreStoredInAnotherWay() {
        NDTensor tensor = NDTensor.floats(new float[] {1.5f, -2}, 2);
        NDTensor halves = tensor.as(NumberType.FLOAT16);
        assertThat(halves.type()).isEqualTo(NumberType.FLOAT16);
        assertThat(halves.shape()).isEqualTo(List.of(2L));
        assertThat(halves.numbers().remaining()).isEqualTo(4);
        assertThat(halves.values()).containsExactly(1.5f, -2);
        assertThat(tensor.as(NumberType.FLOAT32)).isSameAs(tensor);
    }

    @Test
    void moreOrFewerNumbersThanTheShapeSaysAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> NDTensor.floats(new float[5], 2, 3))
            .withMessage("A tensor of shape [2, 3] has 24 bytes, not 20.");
        assertThatIllegalArgumentException().isThrownBy(() -> NDTensor.floats(new float[7], 2, 3));
    }
}
