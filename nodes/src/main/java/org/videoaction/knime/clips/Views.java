package org.videoaction.knime.clips;

import org.knime.node.parameters.widget.choices.Label;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.scoring.TestViews;

/** The views of a video for testing: clips along time, and crops of each. */
public enum Views {
    @Label(value = "1", description = "One clip in the middle of the video, its middle crop: fastest.")
    ONE(TestViews.ONE),
    @Label(value = "3 x 1", description = "Three clips, their middle crops: three times the work.")
    THREE(TestViews.THREE),
    @Label(value = "10 x 1", description = "Ten clips, their middle crops: ten times the work.")
    TEN(TestViews.TEN),
    @Label(value = "10 x 3 (as published)", description = """
            Ten clips, three crops of each: thirty times the work. With a model, all views that its program tests it with,
            for the published accuracy.
            """)
    ALL(TestViews.ALL),
    @Label(value = "10 x whole frame", description = """
            Ten clips of all that the scaled frames show, each in one pass: the classes at every place of a window as large as
            the crops of training, then the mean, as PySlowFast tests whole frames. About half the work of 10 x 3, by another
            average: the accuracy is not exactly the published one. For networks that recognize whole clips, of any kind.
            """)
    WHOLE(TestViews.WHOLE);

    private final TestViews views;

    Views(TestViews views) {
        this.views = views;
    }

    /** How videos become the views of a model that is tested in such a way. */
    public Recipe recipe(TestProtocol test, VideoLimits limits) {
        return views.recipe(test, limits);
    }

    /** The same for other programs. */
    public TestViews views() {
        return views;
    }
}
