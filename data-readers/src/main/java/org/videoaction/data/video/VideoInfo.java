package org.videoaction.data.video;

import org.videoaction.data.sampling.FrameSize;

/**
 * What a container says about its video stream.
 *
 * @param width pixels as coded, before rotation
 * @param height pixels as coded, before rotation
 * @param pixelRatio a coded pixel's width by its height as shown, before rotation: 1 where pixels are square
 * @param rotation quarter turns to show it upright, in degrees counter-clockwise: 0, 90, 180 or 270
 * @param frames the packets that should become frames; a damaged file decodes to fewer
 * @param fps mean frames a second, 0 where the container does not say
 * @param codec FFmpeg's name of the codec
 */
public record VideoInfo(int width, int height, double pixelRatio, int rotation, int frames, double fps, String codec) {

    /** The size of upright frames whose pixels were made square: what a player shows. */
    public FrameSize shown() {
        return upright(pixelRatio);
    }

    /** The size of upright frames whose pixels are taken to have a ratio. */
    FrameSize upright(double ratio) {
        FrameSize size = new FrameSize(width, height).stretched(ratio);
        return rotation % 180 == 0 ? size : size.turned();
    }
}
