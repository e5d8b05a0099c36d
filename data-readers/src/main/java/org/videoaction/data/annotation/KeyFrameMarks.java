package org.videoaction.data.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.videoaction.data.annotation.Mark.Kind;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.sampling.Span;

/**
 * The boxes of a video's key frames. Each is shown round its key frame, up to halfway to the next one and no longer than is
 * said.
 */
public final class KeyFrameMarks {

    private final List<Marked> boxes = new ArrayList<>();

    /** A box in a key frame. */
    private record Marked(Kind kind, double seconds, RelativeBox box, List<String> lines) {}

    /** @param seconds when the key frame is shown */
    public void add(Kind kind, double seconds, RelativeBox box, List<String> lines) {
        boxes.add(new Marked(kind, seconds, box, lines));
    }

    /** @param most seconds that a box is shown before its key frame and behind it */
    public List<Mark> marks(double most) {
        TreeSet<Double> keyFrames = new TreeSet<>();
        boxes.forEach(box -> keyFrames.add(box.seconds()));
        return boxes.stream().map(box -> new Mark(box.kind(), round(box.seconds(), keyFrames, most), box.box(), box.lines()))
            .toList();
    }

    private static Span round(double seconds, TreeSet<Double> keyFrames, double most) {
        Double before = keyFrames.lower(seconds);
        Double after = keyFrames.higher(seconds);
        double start = before == null ? seconds - most : Math.max(seconds - most, (before + seconds) / 2);
        double end = after == null ? seconds + most : Math.min(seconds + most, (seconds + after) / 2);
        return new Span(Math.max(0, start), Math.max(0, end));
    }
}
