package org.videoaction.model.scoring;

import org.videoaction.data.clip.Recipe;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.model.saved.TestProtocol;

/** How many views of a video are scored; each costs as much as another. */
public enum TestViews {

    /** One clip in the middle of the video, its middle crop. */
    ONE(1),
    /** Three clips, the middle crop of each. */
    THREE(3),
    /** Ten clips, the middle crop of each. */
    TEN(10),
    /** All that the model is tested with, mostly ten clips of three crops. */
    ALL(0),
    /** Ten clips of all that the scaled frames show, each seen by the network in one piece, place by place. */
    WHOLE(10);

    private final int clips;

    TestViews(int clips) {
        this.clips = clips;
    }

    /** How a video becomes so many of a test's views. */
    public Recipe recipe(TestProtocol test, VideoLimits limits) {
        return switch (this) {
            case ALL -> test.recipe(limits);
            case WHOLE -> test.wholeFrames(clips, limits);
            default -> test.recipe(clips, limits);
        };
    }
}
