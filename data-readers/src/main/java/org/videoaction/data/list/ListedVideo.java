package org.videoaction.data.list;

import java.nio.file.Path;
import java.util.List;
import org.videoaction.data.PackedList;
import org.videoaction.data.sampling.Span;
import org.videoaction.data.video.FolderFrames;
import org.videoaction.data.video.FrameNames;

/**
 * An entry of a dataset list: a video, a part of one, or a key frame of one with boxes.
 *
 * @param video a file, or a folder of frames, numbered pictures such as img_00001.jpg
 * @param label the name of the entry's class, or null where the list does not say
 * @param labels all classes of the video, {@code label} among them
 * @param span the part of the video that shows the class, or null for all of it; a key frame's moment
 * @param frames how many frames the video has, or 0 where the list does not say
 * @param offset how many pictures lie before its first one in a folder of several videos' frames, else
 *     {@link FolderFrames#ALONE}
 * @param split the part of the dataset that the entry belongs to, or null where the list does not say
 * @param boxes those of a key frame
 * @param name what tables call the video: its path, unless it lies elsewhere
 */
public record ListedVideo(Path video, String label, List<String> labels, Span span, int frames, int offset,
    String split, List<LabelledBox> boxes, String name) {

    /** What lists may say of their videos beside the path. */
    public enum Field {
        /** {@link ListedVideo#label()}. */
        LABEL,
        /** {@link ListedVideo#labels()}, where there can be several. */
        LABELS,
        /** {@link ListedVideo#span()}. */
        SPAN,
        /** {@link ListedVideo#frames()}. */
        FRAMES,
        /** {@link ListedVideo#offset()}. */
        OFFSET,
        /** {@link ListedVideo#split()}. */
        SPLIT
    }

    public ListedVideo {
        boxes = List.copyOf(boxes);
    }

    /** A video that is called by its path. */
    public ListedVideo(Path video, String label, List<String> labels, Span span, int frames, int offset, String split,
        List<LabelledBox> boxes) {
        this(video, label, labels, span, frames, offset, split, boxes, video.toString());
    }

    /** No part of a folder of several videos' frames. */
    public ListedVideo(Path video, String label, List<String> labels, Span span, int frames, String split,
        List<LabelledBox> boxes) {
        this(video, label, labels, span, frames, FolderFrames.ALONE, split, boxes);
    }

    /** A video, or a part of one. */
    public ListedVideo(Path video, String label, List<String> labels, Span span, int frames, String split) {
        this(video, label, labels, span, frames, split, List.of());
    }

    /** Which pictures are its frames where it is a folder; {@code names} may be null. */
    public FolderFrames folderFrames(FrameNames names) {
        return new FolderFrames(names, offset, frames);
    }

    /** A key frame, which shows the actions of all of its boxes. */
    public static ListedVideo keyFrame(Path video, double seconds, List<LabelledBox> boxes) {
        List<String> labels = boxes.stream().flatMap(box -> box.labels().stream()).distinct().toList();
        return new ListedVideo(video, labels.isEmpty() ? null : labels.get(0), labels, new Span(seconds, seconds), 0, null,
            boxes);
    }

    /** Many of them in little memory, none yet. */
    public static PackedList<ListedVideo> packed() {
        return new PackedList<>(new VideoForm());
    }

    /** The same under another name. */
    public ListedVideo named(String other) {
        return new ListedVideo(video, label, labels, span, frames, offset, split, boxes, other);
    }

    /** All of a video that shows at most one class. */
    public ListedVideo(Path video, String label) {
        this(video, label, label == null ? List.of() : List.of(label), null, 0, null);
    }
}
