package org.videoaction.data.annotation;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.videoaction.data.sampling.FrameSize;

/** Paints into the frames of a video, which come in their order, below its marks. */
@FunctionalInterface
public interface FramePainter {

    /** Leaves frames as they are. */
    FramePainter NONE = (image, shown, seconds) -> {};

    /**
     * Paints into a frame.
     *
     * @param image may have a column and a row more than the frame
     * @param shown the frame's size
     * @param seconds when it is shown, after the first frame
     * @throws IOException when what is painted cannot be had; nothing is written then
     */
    void paint(BufferedImage image, FrameSize shown, double seconds) throws IOException;
}
