package org.videoaction.model.tracking;

import java.util.ArrayList;
import java.util.List;

/**
 * Joins the boxes of one frame after the other to persons, as ByteTrack does: boxes of which the detector is sure first go to
 * the persons that are expected there, then weak ones go to those seen last that are still without a box, and what is left of
 * the sure ones are new persons. Other than there, whom the frame before showed goes before whom it did not, so that who
 * comes out from behind somebody is not taken for them; and a person counts from the first box on, as nobody waits for the
 * result of a single frame.
 */
public final class PersonTracker {

    /** The rate of the videos that the papers' deviations were found with. */
    private static final double PAPERS_FPS = 30;
    /** ByteTrack's limits of the distance, one less overlap times score, and one less overlap. */
    private static final double SURE_DISTANCE = 0.8;
    private static final double WEAK_DISTANCE = 0.5;
    /** By so much of their sides boxes grow where nobody knows exactly where somebody is, as in C-BIoU (Yang et al., 2023). */
    private static final double UNCERTAIN = 0.5;

    private final TrackingSettings settings;
    private final List<Person> all = new ArrayList<>();
    private final List<Person> present = new ArrayList<>();
    private int frame;
    private double last;

    public PersonTracker(TrackingSettings settings) {
        this.settings = settings;
    }

    /** A box that a detector found. @param score how sure it is, from 0 to 1 */
    public record Found(TrackBox box, double score) {}

    /**
     * Takes the next frame.
     *
     * @param seconds when it is shown, not before the frame that came last
     */
    public void next(double seconds, List<Found> boxes) {
        double passed = frame == 0 ? 0 : (seconds - last) * PAPERS_FPS;
        present.removeIf(person -> seconds - person.lastSeen() > settings.patience() && person.isLost());
        present.forEach(person -> person.predict(passed));
        List<Found> sure = new ArrayList<>(boxes.stream().filter(box -> box.score() >= settings.sure()).toList());
        List<Found> weak = new ArrayList<>(boxes.stream()
            .filter(box -> box.score() < settings.sure() && box.score() >= settings.weak()).toList());
        List<Person> seenLast = new ArrayList<>(present.stream().filter(person -> !person.isLost()).toList());
        List<Person> lost = new ArrayList<>(present.stream().filter(Person::isLost).toList());
        join(seenLast, sure, seconds, SURE_DISTANCE, (expected, box) -> expected.overlap(box.box()) * box.score());
        join(lost, sure, seconds, SURE_DISTANCE,
            (expected, box) -> expected.grown(UNCERTAIN).overlap(box.box().grown(UNCERTAIN)));
        join(seenLast, weak, seconds, WEAK_DISTANCE, (expected, box) -> expected.overlap(box.box()));
        seenLast.forEach(Person::lose);
        sure.forEach(box -> appear(box, seconds));
        last = seconds;
        frame++;
    }

    /** How well a box lies where somebody is expected, from 0 to 1. */
    @FunctionalInterface
    private interface Nearness {
        double of(TrackBox expected, Found box);
    }

    /** Persons and boxes that come together are taken out of the lists. */
    private void join(List<Person> persons, List<Found> boxes, double seconds, double limit, Nearness nearness) {
        double[][] distances = new double[persons.size()][boxes.size()];
        for (int p = 0; p < persons.size(); p++) {
            TrackBox expected = persons.get(p).expected();
            for (int b = 0; b < boxes.size(); b++) {
                distances[p][b] = 1 - nearness.of(expected, boxes.get(b));
            }
        }
        int[] pairs = Assignment.of(distances, limit);
        List<Person> seen = new ArrayList<>();
        List<Found> taken = new ArrayList<>();
        for (int p = 0; p < pairs.length; p++) {
            if (pairs[p] != Assignment.NONE) {
                Found box = boxes.get(pairs[p]);
                persons.get(p).see(sighting(box), seconds);
                seen.add(persons.get(p));
                taken.add(box);
            }
        }
        persons.removeAll(seen);
        taken.forEach(box -> boxes.remove(indexOf(boxes, box)));
    }

    /** Of this very box, as there may be an equal one. */
    private static int indexOf(List<Found> boxes, Found box) {
        int at = 0;
        while (boxes.get(at) != box) {
            at++;
        }
        return at;
    }

    private void appear(Found box, double seconds) {
        Person person = new Person(all.size() + 1, sighting(box), seconds);
        all.add(person);
        present.add(person);
    }

    private Sighting sighting(Found box) {
        return new Sighting(frame, box.box(), box.score(), true);
    }

    /** Everybody so far, by number. */
    public List<Person> persons() {
        return List.copyOf(all);
    }
}
