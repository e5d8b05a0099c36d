package org.videoaction.data.video;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Makes planar RGB of one size from decoded frames of any size, pixel format and colour space. */
interface FrameScaler extends AutoCloseable {

    /**
     * Scales all of a frame.
     *
     * @return the scaled frame, valid until the next call
     * @throws VideoException when the frame cannot be converted to RGB
     */
    PlanarFrame scale(AVFrame source) throws VideoException;

    /**
     * The same where only some rows of the scaled frame are wanted; the others hold anything.
     *
     * @param first the first wanted row
     * @param end the row behind the last one
     */
    PlanarFrame scale(AVFrame source, int first, int end) throws VideoException;

    @Override
    void close();
}
