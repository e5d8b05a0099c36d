package org.videoaction.data.video;

/**
 * What a container says about its video stream.
 *
 * @param width pixels as coded, before rotation
 * @param height pixels as coded, before rotation
 * @param rotation quarter turns to show it upright, in degrees counter-clockwise: 0, 90, 180 or 270
 * @param frames the packets that should become frames; a damaged file decodes to fewer
 * @param fps mean frames a second, 0 where the container does not say
 * @param codec FFmpeg's name of the codec
 */
public record VideoInfo(int width, int height, int rotation, int frames, double fps, String codec) {

    /** Width after rotation. */
    public int uprightWidth() {
        return rotation % 180 == 0 ? width : height;
    }

    /** Height after rotation. */
    public int uprightHeight() {
        return rotation % 180 == 0 ? height : width;
    }
}
