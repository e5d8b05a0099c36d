package org.videoaction.model.tracking;

import java.util.ArrayList;
import java.util.List;

/** Somebody whose boxes were joined. */
public final class Person {

    private final int number;
    private final List<Sighting> sightings = new ArrayList<>();
    private final BoxMotion motion;
    private double lastSeen;
    private boolean lost;

    Person(int number, Sighting first, double seconds) {
        this.number = number;
        this.motion = new BoxMotion(first.box());
        this.lastSeen = seconds;
        sightings.add(first);
    }

    /** From 1, in the order in which persons are first seen. */
    public int number() {
        return number;
    }

    void predict(double frames) {
        motion.predict(frames, !lost);
    }

    TrackBox expected() {
        return motion.box();
    }

    /** Whether the person was not seen in the frame before. */
    boolean isLost() {
        return lost;
    }

    void lose() {
        lost = true;
    }

    double lastSeen() {
        return lastSeen;
    }

    void see(Sighting sighting, double seconds) {
        motion.update(sighting.box());
        sightings.add(sighting);
        lastSeen = seconds;
        lost = false;
    }

    /**
     * All boxes in the order of their frames: where the person was not seen for some frames, those on the straight way.
     *
     * @param seconds when each frame is shown
     */
    public List<Sighting> sightings(double[] seconds) {
        List<Sighting> all = new ArrayList<>();
        for (Sighting next : sightings) {
            if (!all.isEmpty()) {
                fill(all, all.get(all.size() - 1), next, seconds);
            }
            all.add(next);
        }
        return all;
    }

    private static void fill(List<Sighting> all, Sighting from, Sighting to, double[] seconds) {
        double way = seconds[to.frame()] - seconds[from.frame()];
        for (int frame = from.frame() + 1; frame < to.frame(); frame++) {
            double share = way > 0 ? (seconds[frame] - seconds[from.frame()]) / way
                : (double) (frame - from.frame()) / (to.frame() - from.frame());
            all.add(new Sighting(frame, from.box().towards(to.box(), share), Math.min(from.score(), to.score()), false));
        }
    }
}
