package org.videoaction.model.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.videoaction.data.video.Seconds;

/**
 * What somebody does from when to when.
 *
 * @param person the number of the person in the video
 * @param label the index of the action's class
 * @param start seconds after the video's first frame
 * @param end seconds
 * @param probability the mean over the key frames
 * @param keyFrames in how many it was seen
 */
public record PersonAction(int person, int label, double start, double end, double probability, int keyFrames) {

    /** A gap so many key frames long ends an action. */
    private static final double GAP = 1.5;

    /**
     * A person in a key frame.
     *
     * @param probabilities one a class
     */
    public record Seen(double seconds, int person, float[] probabilities) {}

    /**
     * The actions of the persons in a video. An action lasts over key frames of the person that follow each other; it begins
     * and ends halfway to the next one, or half the usual distance from its last one.
     *
     * @param least the probability from which an action counts
     * @return person by person, of each in the order of time
     */
    public static List<PersonAction> of(List<Seen> video, double least) {
        double step = step(video);
        Map<Integer, List<Seen>> persons = new TreeMap<>();
        video.forEach(seen -> persons.computeIfAbsent(seen.person(), unseen -> new ArrayList<>()).add(seen));
        List<PersonAction> actions = new ArrayList<>();
        persons.values().forEach(seen -> {
            seen.sort(Comparator.comparingDouble(Seen::seconds));
            List<PersonAction> ofPerson = new ArrayList<>();
            for (int label = 0; label < seen.get(0).probabilities().length; label++) {
                ofPerson.addAll(of(seen, label, least, step));
            }
            ofPerson.sort(Comparator.comparingDouble(PersonAction::start).thenComparingInt(PersonAction::label));
            actions.addAll(ofPerson);
        });
        return actions;
    }

    /** The usual distance of key frames, the median; 0 where there is one alone. */
    private static double step(List<Seen> video) {
        TreeSet<Double> times = new TreeSet<>();
        video.forEach(seen -> times.add(seen.seconds()));
        List<Double> steps = new ArrayList<>();
        Double before = null;
        for (double time : times) {
            if (before != null) {
                steps.add(time - before);
            }
            before = time;
        }
        return steps.isEmpty() ? 0 : steps.stream().sorted().toList().get(steps.size() / 2);
    }

    private static List<PersonAction> of(List<Seen> seen, int label, double least, double step) {
        List<PersonAction> actions = new ArrayList<>();
        int first = -1;
        double sum = 0;
        for (int i = 0; i < seen.size(); i++) {
            float probability = seen.get(i).probabilities()[label];
            if (probability < least) {
                continue;
            }
            first = first < 0 ? i : first;
            sum += probability;
            boolean last = i + 1 == seen.size() || seen.get(i + 1).probabilities()[label] < least
                || isGap(seen.get(i), seen.get(i + 1), step);
            if (last) {
                int count = i + 1 - first;
                actions.add(new PersonAction(seen.get(i).person(), label, startOf(seen, first, step), endOf(seen, i, step),
                    sum / count, count));
                first = -1;
                sum = 0;
            }
        }
        return actions;
    }

    private static boolean isGap(Seen before, Seen after, double step) {
        return after.seconds() - before.seconds() > GAP * step;
    }

    private static double startOf(List<Seen> seen, int first, double step) {
        double at = seen.get(first).seconds();
        boolean alone = first == 0 || isGap(seen.get(first - 1), seen.get(first), step);
        return Seconds.rounded(Math.max(0, alone ? at - step / 2 : (seen.get(first - 1).seconds() + at) / 2));
    }

    private static double endOf(List<Seen> seen, int last, double step) {
        double at = seen.get(last).seconds();
        boolean alone = last + 1 == seen.size() || isGap(seen.get(last), seen.get(last + 1), step);
        return Seconds.rounded(alone ? at + step / 2 : (at + seen.get(last + 1).seconds()) / 2);
    }
}
