package org.videoaction.data.clip;

import org.videoaction.data.list.Classes;
import org.videoaction.data.sampling.FrameSize;

/**
 * What all clips of a table have in common. Frames are 8-bit, {@code channels x frames x height x width}.
 *
 * @param channels 3: red, green, blue
 * @param frames T, the frames of a clip
 * @param height pixels
 * @param width pixels
 * @param stride tau, the distance between the frames of a clip, in frames of the video; 0 where it varies
 * @param clipsPerVideo clips along time
 * @param cropsPerClip crops of each of them
 * @param classes a clip's label is an index into them; empty where there are none
 * @param boxes whether clips lie round key frames and come with their boxes
 * @param random whether anything of them was drawn by chance, as for training; tables of version 1.0.0 say no
 * @param wholeFrames whether clips show all of their frames: height and width are the short side's then, and the long side is
 *     each video's own
 */
public record ClipSpec(int channels, int frames, int height, int width, int stride, int clipsPerVideo,
    int cropsPerClip, Classes classes, boolean boxes, boolean random, boolean wholeFrames) {

    /** Clips of one size. */
    public ClipSpec(int channels, int frames, int height, int width, int stride, int clipsPerVideo, int cropsPerClip,
        Classes classes, boolean boxes, boolean random) {
        this(channels, frames, height, width, stride, clipsPerVideo, cropsPerClip, classes, boxes, random, false);
    }

    /** Clips without boxes, of which nothing was left to chance. */
    public ClipSpec(int channels, int frames, int height, int width, int stride, int clipsPerVideo, int cropsPerClip,
        Classes classes) {
        this(channels, frames, height, width, stride, clipsPerVideo, cropsPerClip, classes, false, false);
    }

    public ClipSpec {
        if (channels < 1 || frames < 1 || height < 1 || width < 1 || stride < 0 || clipsPerVideo < 1
            || cropsPerClip < 1) {
            throw new IllegalArgumentException("clips of " + channels + " x " + frames + " x " + height + " x " + width
                + ", stride " + stride + ", " + clipsPerVideo + " x " + cropsPerClip + " views have no content");
        }
    }

    /** The bytes of one clip; of whole frames, if they were square. */
    public int clipBytes() {
        return clipBytes(new FrameSize(width, height));
    }

    /** The bytes of one clip of frames of such a size. */
    int clipBytes(FrameSize size) {
        return Math.multiplyExact(Math.multiplyExact(channels, frames), Math.multiplyExact(size.height(), size.width()));
    }

    /** The views of one video. */
    public int views() {
        return clipsPerVideo * cropsPerClip;
    }

    /** All that version 1.0.0 knew of clips: work that it kept is known by this text. */
    String text() {
        String all = toString();
        return all.substring(0, all.lastIndexOf(", random=")) + "]";
    }

    /** For example "3 x 32 x 224 x 224, stride 2, 10 x 3 views". */
    public String summary() {
        return channels + " x " + frames + " x " + height + " x " + (wholeFrames ? "whole frame" : width)
            + (stride == 0 ? ", over the whole video" : ", stride " + stride)
            + (views() == 1 ? "" : ", " + clipsPerVideo + " x " + cropsPerClip + " views")
            + (boxes ? ", with boxes" : "");
    }
}
