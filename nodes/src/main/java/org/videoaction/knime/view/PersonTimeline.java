package org.videoaction.knime.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;

/**
 * Who is to be seen in videos from when to when.
 *
 * @param card what the detector was taken for
 */
public record PersonTimeline(Map<String, String> card, List<Video> videos) {

    static final ViewPage PAGE = new ViewPage("person-timeline", "Persons");

    /**
     * A video.
     *
     * @param persons by number; number 0 stands for everybody where persons were not told apart
     */
    public record Video(String path, List<Person> persons) {}

    /**
     * Somebody.
     *
     * @param start the first key frame, in seconds
     * @param end the last one
     * @param boxes in how many key frames
     * @param filled how many of the boxes were filled in
     */
    public record Person(int number, double start, double end, int boxes, int filled) {

        private Person with(double seconds, boolean isFilled) {
            return new Person(number, Math.min(start, seconds), Math.max(end, seconds), boxes + 1,
                filled + (isFilled ? 1 : 0));
        }
    }

    /** Gathers boxes one by one. */
    public static final class Builder {

        private final Map<String, String> card;
        private final Map<String, Map<Integer, Person>> videos = new LinkedHashMap<>();

        public Builder(Map<String, String> card) {
            this.card = card;
        }

        /** @param person 0 where persons were not told apart */
        public void add(String video, int person, double seconds, boolean filled) {
            videos.computeIfAbsent(video, unseen -> new TreeMap<>()).merge(person,
                new Person(person, seconds, seconds, 1, filled ? 1 : 0), (before, box) -> before.with(seconds, filled));
        }

        public PersonTimeline timeline() {
            List<Video> all = new ArrayList<>();
            videos.forEach((path, persons) -> all.add(new Video(path, List.copyOf(persons.values()))));
            return new PersonTimeline(card, all);
        }
    }

    /** @param data the persons, of the objects that the node keeps */
    public static DefaultView declare(RequireViewParameters view, Function<PortObject[], PersonTimeline> data) {
        return PAGE.declare(view, """
            What the detector was taken for, and for each video who is to be seen in it from when to when.
            """, data::apply);
    }
}
