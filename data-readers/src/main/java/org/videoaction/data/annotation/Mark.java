package org.videoaction.data.annotation;

import java.util.List;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.sampling.Span;

/**
 * Something that is drawn into a video.
 *
 * @param shown when, or null for always
 * @param box where, in shares of the frame, or null for words about the whole frame
 * @param lines the words, a line each
 */
public record Mark(Kind kind, Span shown, RelativeBox box, List<String> lines) {

    /** What is drawn, and so its colour. */
    public enum Kind {
        /** Green, as in the SlowFast paper's figure. */
        PREDICTION,
        /** Red. */
        TRUTH
    }

    public Mark {
        lines = List.copyOf(lines);
    }

    /** Words about a whole video. */
    public static Mark ofVideo(Kind kind, List<String> lines) {
        return new Mark(kind, null, null, lines);
    }

    /** Whether it is drawn into the frame that is shown at a time, in seconds after the first frame. */
    boolean isShownAt(double seconds) {
        return shown == null || seconds >= shown.start() && seconds < shown.end();
    }
}
