package org.videoaction.data.sampling;

/** Width and height in pixels. */
public record FrameSize(int width, int height) {

    public FrameSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a frame of " + width + " x " + height + " pixels has no content");
        }
    }

    /** {@link #withShortSide(int, Convention)} in MMAction2's way. */
    public FrameSize withShortSide(int shortSide) {
        return withShortSide(shortSide, Convention.MMACTION2);
    }

    /**
     * The size whose short side is {@code shortSide} and whose sides keep their ratio, the long side rounded as
     * mmcv.rescale_size or PySlowFast's random_short_side_scale_jitter do. A frame that has that short side stays as it is.
     */
    public FrameSize withShortSide(int shortSide, Convention convention) {
        int shorter = Math.min(width, height);
        int longer = Math.max(width, height);
        if (shorter == shortSide) {
            return this;
        }
        int scaled = convention == Convention.MMACTION2
            ? (int) (longer * ((double) shortSide / shorter) + 0.5)
            : (int) ((double) longer / shorter * shortSide);
        int rounded = longer == shorter ? shortSide : scaled;
        return width <= height ? new FrameSize(shortSide, rounded) : new FrameSize(rounded, shortSide);
    }

    /** The size once each pixel is made so many times as wide, by FFmpeg's usual {@code scale=iw*sar:ih}. */
    public FrameSize stretched(double ratio) {
        return new FrameSize((int) Math.max(1, Math.round(width * ratio)), height);
    }

    /** Height and width, exchanged. */
    public FrameSize turned() {
        return new FrameSize(height, width);
    }
}
