package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.videoaction.data.sampling.FrameSize;

class PlanarFrameTest {

    /** 1 2 3 over 4 5 6, with a gap after each row. */
    private final PlanarFrame frame = new PlanarFrame(new ByteBuffer[] {plane(0), plane(10), plane(20)}, 0, 1, 4,
        new FrameSize(3, 2));

    private static ByteBuffer plane(int first) {
        return ByteBuffer.wrap(new byte[] {(byte) (first + 1), (byte) (first + 2), (byte) (first + 3), 99,
            (byte) (first + 4), (byte) (first + 5), (byte) (first + 6), 99});
    }

    @ParameterizedTest
    @CsvSource({"0, 3, 123456", "90, 2, 362514", "180, 3, 654321", "270, 2, 415263"})
    void turnsCounterClockwise(int degrees, int width, String pixels) {
        PlanarFrame turned = frame.turned(degrees);

        assertThat(turned.size().width()).isEqualTo(width);
        assertThat(read(turned)).isEqualTo(pixels);
        assertThat(read(turned.copy())).isEqualTo(pixels);
    }

    @Test
    void copiesPartOfARowOfAnyChannelEitherWay() {
        ByteBuffer target = ByteBuffer.allocate(4);

        frame.copyRow(1, 1, 1, 2, target, 0);
        frame.copyRowFlipped(2, 0, 0, 2, target, 2);

        assertThat(target.array()).containsExactly(15, 16, 22, 21);
    }

    @ParameterizedTest
    @CsvSource({"BIG_ENDIAN, 8", "LITTLE_ENDIAN, 8", "BIG_ENDIAN, 19", "LITTLE_ENDIAN, 19"})
    void longRowsAreMirroredToo(String order, int width) {
        ByteBuffer plane = ByteBuffer.allocateDirect(32)
            .order(order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 32; i++) {
            plane.put(i, (byte) i);
        }
        PlanarFrame row = new PlanarFrame(new ByteBuffer[] {plane, plane, plane}, 0, 1, 32, new FrameSize(32, 1));
        ByteBuffer target = ByteBuffer.allocate(width + 4);

        row.copyRowFlipped(0, 0, 5, width, target, 2);

        assertThat(target.get(1)).isZero();
        for (int i = 0; i < width; i++) {
            assertThat(target.get(2 + i)).isEqualTo((byte) (5 + width - 1 - i));
        }
        assertThat(target.get(width + 2)).isZero();
    }

    private static String read(PlanarFrame frame) {
        StringBuilder pixels = new StringBuilder();
        for (int y = 0; y < frame.size().height(); y++) {
            for (int x = 0; x < frame.size().width(); x++) {
                pixels.append(frame.pixel(0, x, y));
            }
        }
        return pixels.toString();
    }
}
