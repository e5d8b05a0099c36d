package org.videoaction.data.list;

import java.nio.file.Path;
import java.util.List;
import org.videoaction.data.sampling.Span;

/**
 * An entry of a dataset list: a video, or a part of one.
 *
 * @param video a file, or a folder of frames named img_00001.jpg and so on
 * @param label the name of the entry's class, or null where the list does not say
 * @param labels all classes of the video, {@code label} among them
 * @param span the part of the video that shows the class, or null for all of it
 * @param frames how many frames the video has, or 0 where the list does not say
 * @param split the part of the dataset that the entry belongs to, or null where the list does not say
 */
public record ListedVideo(Path video, String label, List<String> labels, Span span, int frames, String split) {

    /** All of a video that shows at most one class. */
    public ListedVideo(Path video, String label) {
        this(video, label, label == null ? List.of() : List.of(label), null, 0, null);
    }
}
