package org.videoaction.data.list;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.videoaction.data.sampling.Span;

/**
 * What lies between the labelled segments of a video, as segments of a class of its own: a network that is trained with it
 * learns what it looks like when none of the actions happens.
 */
public final class BackgroundSegments {

    /** Shorter ones, in seconds, show more of the actions beside them than of nothing. */
    static final double SHORTEST = 1;

    private BackgroundSegments() {
    }

    /**
     * A list with the stretches before the first segment of each video and between its segments; how long a video goes on
     * behind the last one, lists mostly do not say.
     *
     * @param name the class's
     * @throws IllegalArgumentException when the list has that class already, or no segments
     */
    public static DatasetList in(DatasetList list, String name) {
        if (list.classes().contains(name)) {
            throw new IllegalArgumentException("The list has a class " + name + " already. Call the background otherwise.");
        }
        Map<String, List<ListedVideo>> ofVideo = new LinkedHashMap<>();
        list.videos().stream().filter(video -> video.span() != null)
            .forEach(video -> ofVideo.computeIfAbsent(video.name(), unseen -> new ArrayList<>()).add(video));
        if (ofVideo.isEmpty()) {
            throw new IllegalArgumentException(
                "The list has no segments, between which there could be background. Leave the background class out.");
        }
        List<ListedVideo> all = ListedVideo.packed();
        list.videos().forEach(all::add);
        ofVideo.values().forEach(segments -> between(segments, name).forEach(all::add));
        return new DatasetList(all, Classes.of(Stream.concat(list.classes().names().stream(), Stream.of(name))
            .toArray(String[]::new)), list.remarks());
    }

    private static List<ListedVideo> between(List<ListedVideo> segments, String name) {
        List<ListedVideo> sorted = segments.stream().sorted(Comparator.comparingDouble(one -> one.span().start())).toList();
        List<ListedVideo> background = new ArrayList<>();
        double end = 0;
        for (ListedVideo segment : sorted) {
            if (segment.span().start() - end >= SHORTEST) {
                background.add(new ListedVideo(segment.video(), name, List.of(name),
                    new Span(end, segment.span().start()), segment.frames(), segment.offset(), segment.split(), List.of(),
                    segment.name()));
            }
            end = Math.max(end, segment.span().end());
        }
        return background;
    }
}
