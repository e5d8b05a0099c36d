package org.videoaction.data.sampling;

/**
 * Where a clip's pixels come from: the frame scaled to {@code scaled}, then the part of it whose upper left corner is at
 * {@code x}, {@code y}, flipped horizontally where {@code flipped}.
 *
 * @param width pixels of the part
 * @param height pixels of the part
 */
public record Crop(FrameSize scaled, int x, int y, int width, int height, boolean flipped) {

    /** A square of {@code size} pixels. */
    public Crop(FrameSize scaled, int x, int y, int size, boolean flipped) {
        this(scaled, x, y, size, size, flipped);
    }

    /** All of a scaled frame. */
    static Crop whole(FrameSize scaled, boolean flipped) {
        return new Crop(scaled, 0, 0, scaled.width(), scaled.height(), flipped);
    }

    /**
     * The crop that shows a box of the frame: the whole frame is scaled, each side by its own ratio, so that the box
     * becomes the square. The box's corner then lies on the nearest whole pixel.
     */
    static Crop of(Box box, FrameSize frame, int size, boolean flipped) {
        double scaleX = (double) size / box.width();
        double scaleY = (double) size / box.height();
        FrameSize scaled = new FrameSize((int) Math.max(size, Math.round(frame.width() * scaleX)),
            (int) Math.max(size, Math.round(frame.height() * scaleY)));
        int x = (int) Math.min(scaled.width() - size, Math.round(box.x() * scaleX));
        int y = (int) Math.min(scaled.height() - size, Math.round(box.y() * scaleY));
        return new Crop(scaled, x, y, size, flipped);
    }
}
