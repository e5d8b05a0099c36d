package org.videoaction.model.network;

/** A size along time, height and width: of a kernel, a stride or a padding. */
public record Extent(int time, int height, int width) {

    /** {@code time x space x space}. */
    public static Extent of(int time, int space) {
        return new Extent(time, space, space);
    }

    /** The padding with which a kernel of this odd size keeps the input's size at stride 1. */
    public Extent same() {
        return new Extent(time / 2, height / 2, width / 2);
    }

    /** The positions that are left of these when something of a reach slides over them. */
    Extent slid(Extent reach, Extent stride, Extent padding) {
        return new Extent(slid(time, reach.time, stride.time, padding.time),
            slid(height, reach.height, stride.height, padding.height),
            slid(width, reach.width, stride.width, padding.width));
    }

    private static int slid(int size, int reach, int stride, int padding) {
        return (size + 2 * padding - reach) / stride + 1;
    }

    /** The number of positions. */
    public long volume() {
        return (long) time * height * width;
    }

    @Override
    public String toString() {
        return "[" + time + ", " + height + ", " + width + "]";
    }
}
