package org.videoaction.data.video;

import java.nio.file.Path;
import org.videoaction.data.sampling.FrameSize;

/** How frames are brought to another size. */
public enum Resize {

    /** FFmpeg's bilinear filter: every pixel of the source counts, so that shrinking does not alias. The faster one. */
    FAST {
        @Override
        FrameScaler scaler(Path video, FrameSize size) {
            return new AveragingScaler(video, size);
        }
    },

    /**
     * The mean of the four nearest pixels of the full RGB frame, weighted by distance between pixel centres, as
     * OpenCV's INTER_LINEAR and torch's {@code interpolate(mode="bilinear", align_corners=False)}. What was trained
     * with MMAction2 or PySlowFast has seen such frames.
     */
    REFERENCE {
        @Override
        FrameScaler scaler(Path video, FrameSize size) {
            return new FourPixelScaler(video, size);
        }
    };

    /** A scaler of a video's frames to one size; it is to be closed. */
    abstract FrameScaler scaler(Path video, FrameSize size);
}
