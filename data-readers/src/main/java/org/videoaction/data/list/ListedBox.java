package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.videoaction.data.video.Seconds;

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
     * @throws IOException when a box lies before the second of the film at which the videos start
     */
    static List<ListedBox> of(List<AvaBox> boxes, BoxSource source) throws IOException {
        Map<String, Path> videos = new HashMap<>();
        List<ListedBox> listed = new ArrayList<>();
        for (AvaBox box : boxes) {
            if (box.seconds() < source.firstSecond()) {
                throw new IOException("The list " + source.list() + " has a box in " + box.video() + " at " + box.seconds()
                    + " s, before the second " + source.firstSecond() + " at which the videos are said to start.");
            }
            listed.add(new ListedBox(box,
                videos.computeIfAbsent(box.video(), video -> AvaLists.video(source.folder(), video)),
                Seconds.rounded(box.seconds() - source.firstSecond()), AvaLists.frameAt(
                    source.frames().getOrDefault(VideoNames.withoutExtension(box.video()), List.of()), box.seconds())));
        }
        return listed;
    }
}
