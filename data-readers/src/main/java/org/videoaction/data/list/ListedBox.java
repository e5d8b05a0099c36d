package org.videoaction.data.list;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A box, and where its video and its picture are.
 *
 * @param seconds the time in the video's file
 * @param frame the picture itself, or null where no list of frames has it
 */
public record ListedBox(AvaBox box, Path video, double seconds, Path frame) {

    /**
     * Finds the files of boxes.
     *
     * @param folder where the videos are
     * @param frames the pictures of each video in their order; none where they are not listed
     * @param firstSecond the second of the film at which the videos start
     */
    public static List<ListedBox> of(List<AvaBox> boxes, Path folder, Map<String, List<Path>> frames, double firstSecond) {
        Map<String, Path> videos = new HashMap<>();
        List<ListedBox> listed = new ArrayList<>();
        for (AvaBox box : boxes) {
            listed.add(new ListedBox(box, videos.computeIfAbsent(box.video(), video -> AvaLists.video(folder, video)),
                box.seconds() - firstSecond,
                AvaLists.frameAt(frames.getOrDefault(box.video(), List.of()), box.seconds())));
        }
        return listed;
    }
}
