package org.videoaction.data.video;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Makes planar RGB of one size from decoded frames of any size, pixel format and colour space. */
interface FrameScaler extends AutoCloseable {

    /**
     * @return the scaled frame, valid until the next call
     * @throws VideoException when the frame cannot be converted to RGB
     */
    PlanarFrame scale(AVFrame source) throws VideoException;

    @Override
    void close();
}
