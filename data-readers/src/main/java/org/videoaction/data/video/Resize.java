package org.videoaction.data.video;

import java.nio.file.Path;
import org.videoaction.data.sampling.FrameSize;

/** How frames are brought to another size, and whether pixels that are not square become so. */
public enum Resize {

    /**
     * FFmpeg's bilinear filter: every pixel of the source counts, so that shrinking does not alias. The faster one. Sizes
     * are those shown, with square pixels.
     */
    FAST {
        @Override
        double pixelRatio(VideoInfo video) {
            return video.pixelRatio();
        }

        @Override
        FrameScaler scaler(Path video, FrameSize size) {
            return new AveragingScaler(video, size);
        }
    },

    /**
     * The mean of the four nearest pixels of the full RGB frame, weighted by distance between pixel centres, as
     * OpenCV's INTER_LINEAR and torch's {@code interpolate(mode="bilinear", align_corners=False)}. What was trained
     * with MMAction2 or PySlowFast has seen such frames; as they do, it takes all pixels as square.
     */
    REFERENCE {
        @Override
        double pixelRatio(VideoInfo video) {
            return 1;
        }

        @Override
        FrameScaler scaler(Path video, FrameSize size) {
            return new FourPixelScaler(video, size);
        }
    };

    /** What it takes a coded pixel's width by its height to be. */
    abstract double pixelRatio(VideoInfo video);

    /** A scaler of a video's frames to one size; it is to be closed. */
    abstract FrameScaler scaler(Path video, FrameSize size);
}
