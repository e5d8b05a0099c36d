package org.videoaction.knime.clips;

import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.TestViews;

/**
 * The clips that a network takes.
 *
 * @param frames T
 * @param stride takes every n-th frame
 * @param crop the sides of the crops in pixels
 * @param shortSide the pixels that the frames' shorter side is scaled to
 * @param largestShortSide up to which it is drawn where everything is chosen; equal to {@code shortSide} where it is not
 */
record ClipShape(int frames, int stride, int crop, int shortSide, int largestShortSide) {

    /** The short side follows from the crop. */
    static ClipShape of(int frames, int stride, int crop) {
        return of(new VideoModel.Input(frames, crop, crop, stride));
    }

    /** The clips that a model was made for. */
    static ClipShape of(VideoModelPortObjectSpec model) {
        return of(model.input());
    }

    private static ClipShape of(VideoModel.Input input) {
        int shortSide = TestViews.of(input).shortSide();
        return new ClipShape(input.frames(), input.stride(), input.width(), shortSide, shortSide);
    }

    /** For people. */
    String summary() {
        return frames + " frames, every " + (stride == 1 ? "" : stride + ". ") + "frame of the video; crops of " + crop
            + " x "
            + crop + " pixels from frames with a short side of " + shortSide;
    }
}
