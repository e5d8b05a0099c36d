package org.videoaction.data.video;

import java.nio.ByteBuffer;
import org.videoaction.data.sampling.FrameSize;

/**
 * One upright 8-bit frame as three planes in the order red, green, blue; each plane holds rows of {@code stride} bytes.
 * The memory is reused by the next frame.
 */
public record PlanarFrame(ByteBuffer[] planes, int stride, FrameSize size) {

    /** The number of planes. */
    public static final int CHANNELS = 3;

    /** Copies one row of a plane, from column {@code x} on, into {@code target}. */
    public void copyRow(int channel, int y, int x, int width, ByteBuffer target, int offset) {
        target.put(offset, planes[channel], y * stride + x, width);
    }

    /** As {@link #copyRow}, mirrored left to right. */
    public void copyRowFlipped(int channel, int y, int x, int width, ByteBuffer target, int offset) {
        ByteBuffer plane = planes[channel];
        int last = y * stride + x + width - 1;
        for (int i = 0; i < width; i++) {
            target.put(offset + i, plane.get(last - i));
        }
    }

    /** Turns the frame counter-clockwise by a multiple of 90 degrees into new memory. */
    PlanarFrame turned(int degrees) {
        int w = size.width();
        int h = size.height();
        FrameSize newSize = degrees % 180 == 0 ? size : size.turned();
        ByteBuffer[] turned = new ByteBuffer[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            turned[c] = ByteBuffer.allocateDirect(w * h);
            for (int y = 0; y < newSize.height(); y++) {
                for (int x = 0; x < newSize.width(); x++) {
                    int source = switch (degrees) {
                        case 90 -> x * stride + (w - 1 - y);
                        case 180 -> (h - 1 - y) * stride + (w - 1 - x);
                        case 270 -> (h - 1 - x) * stride + y;
                        default -> y * stride + x;
                    };
                    turned[c].put(y * newSize.width() + x, planes[c].get(source));
                }
            }
        }
        return new PlanarFrame(turned, newSize.width(), newSize);
    }
}
