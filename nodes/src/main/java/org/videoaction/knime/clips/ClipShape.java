package org.videoaction.knime.clips;

import org.videoaction.data.sampling.ShortSide;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.VideoModel;

/**
 * The clips that a network is trained on.
 *
 * @param frames T
 * @param stride takes every n-th frame
 * @param crop the sides of the crops in pixels
 * @param sides what the frames' shorter side is scaled to before
 */
record ClipShape(int frames, int stride, int crop, ShortSide sides) {

    /** The short side follows from the crop. */
    static ClipShape of(int frames, int stride, int crop, ShortSide.Draw draw) {
        int shortSide = TestProtocol.shortSide(crop);
        return new ClipShape(frames, stride, crop, new ShortSide(shortSide, shortSide, draw));
    }

    /** The clips that a model was made for. */
    static ClipShape of(VideoModelPortObjectSpec model, ShortSide.Draw draw) {
        VideoModel.Input input = model.input();
        return of(input.frames(), input.stride(), input.width(), draw);
    }

    /** For people. */
    String summary() {
        return "Training: " + frames + " frames, every " + (stride == 1 ? "" : stride + ". ")
            + "frame of the video; crops of "
            + crop + " x " + crop + " pixels, short side " + sides.smallest() + " to " + sides.jittered().largest();
    }
}
