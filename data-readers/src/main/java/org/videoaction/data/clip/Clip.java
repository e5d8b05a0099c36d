package org.videoaction.data.clip;

import java.nio.ByteBuffer;
import java.util.List;
import org.videoaction.data.sampling.Span;

/**
 * One row of a clip table.
 *
 * @param id unique within the table
 * @param video the path of the video it was taken from
 * @param label the index of its class, or {@link #NO_LABEL}
 * @param labels the indices of all classes that its video shows, {@code label} among them; none where it has no label
 * @param span the segment of the video that it was taken from, or its key frame; null for the whole video
 * @param boxes what it shows of its key frame's boxes
 * @param startFrame the index of its first frame in the video
 * @param fps the video's frames a second, 0 where unknown or where frames come at no steady rate
 * @param clip its number along time within the video, from 0
 * @param crop its number among the crops of that clip, from 0
 * @param status "ok", or "partial" where parts of the video could not be decoded
 * @param frames C x T x H x W bytes
 */
public record Clip(String id, String video, int label, List<Integer> labels, Span span, List<ClipBox> boxes,
    long startFrame, double fps, int clip, int crop, String status, ByteBuffer frames) {

    /** The label of a clip whose class is not known. */
    public static final int NO_LABEL = -1;

    public Clip {
        labels = List.copyOf(labels);
        boxes = List.copyOf(boxes);
    }

    /** A clip of at most one class from a whole video. */
    public Clip(String id, String video, int label, long startFrame, double fps, int clip, int crop, String status,
        ByteBuffer frames) {
        this(id, video, label, labels(label), null, List.of(), startFrame, fps, clip, crop, status, frames);
    }

    /** All labels of a clip that has at most one. */
    static List<Integer> labels(int label) {
        return label == NO_LABEL ? List.of() : List.of(label);
    }

    /** The same clip with its frames elsewhere. */
    Clip withFrames(ByteBuffer elsewhere) {
        return new Clip(id, video, label, labels, span, boxes, startFrame, fps, clip, crop, status, elsewhere);
    }
}
