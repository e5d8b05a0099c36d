package org.videoaction.data.list;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.videoaction.data.list.AvaLists.Moment;

/**
 * A list of boxes that is being read, what is needed beside it, and what has to be said about it.
 *
 * @param list the file
 * @param folder where the videos are
 * @param classFile the names of the actions, or null
 * @param excluded times whose boxes are left out
 * @param leastScore proposals of which the detector is less sure are left out
 * @param frames the pictures of each video in their order; none where they are not listed
 * @param firstSecond the second of the film at which the videos start
 * @param attribute the attribute of boxes that names the action, empty for the first one, or else the label
 * @param framesPerSecond of videos whose list has the numbers of frames, 0 to ask the videos themselves
 * @param remarks what a person should know of how it was read
 */
public record BoxSource(Path list, Path folder, Path classFile, Set<Moment> excluded, double leastScore,
    Map<String, List<Path>> frames, double firstSecond, String attribute, double framesPerSecond,
    List<String> remarks) {

    public BoxSource(Path list, Path folder, Path classFile, Set<Moment> excluded, double leastScore,
        Map<String, List<Path>> frames, double firstSecond) {
        this(list, folder, classFile, excluded, leastScore, frames, firstSecond, "", 0, new ArrayList<>());
    }

    /** A list with nothing of AVA's beside it. */
    public BoxSource(Path list, Path folder, Path classFile, String attribute, double framesPerSecond) {
        this(list, folder, classFile, Set.of(), 0, Map.of(), 0, attribute, framesPerSecond, new ArrayList<>());
    }
}
