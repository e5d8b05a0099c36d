package org.videoaction.data.sampling;

/** Width and height in pixels. */
public record FrameSize(int width, int height) {

    public FrameSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a frame of " + width + " x " + height + " pixels has no content");
        }
    }

    /**
     * The size whose short side is {@code shortSide} and whose sides keep their ratio, the long side rounded half up,
     * as mmcv.rescale_size does.
     */
    public FrameSize withShortSide(int shortSide) {
        double scale = (double) shortSide / Math.min(width, height);
        return width <= height
            ? new FrameSize(shortSide, (int) (height * scale + 0.5))
            : new FrameSize((int) (width * scale + 0.5), shortSide);
    }

    /** Height and width, exchanged. */
    public FrameSize turned() {
        return new FrameSize(height, width);
    }
}
