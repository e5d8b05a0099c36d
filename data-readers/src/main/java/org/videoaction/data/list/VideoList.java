package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * An annotation list: a line a video, {@code path label}. The path may hold spaces and is relative to the list's own
 * folder; the label is a class index, or a class name without spaces. Empty lines and lines that start with # are
 * passed over.
 *
 * @param classes the class names by index
 */
public record VideoList(List<LabeledVideo> videos, List<String> classes) {

    /**
     * Reads a list whose classes are named by a file with a class name a line, or, where {@code classFile} is null, by
     * the list itself: then index i is called "i", and names come in the order of the alphabet.
     *
     * @throws ListException when lines are wrong
     * @throws IOException when a file cannot be read or the list is empty
     */
    public static VideoList read(Path list, Path classFile) throws IOException {
        DatasetList read = DatasetList.read(ListFormat.PATH_LABEL, list, null, classFile);
        return new VideoList(
            read.videos().stream().map(video -> new LabeledVideo(video.video(), video.label())).toList(),
            read.classes());
    }
}
