package org.videoaction.model.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Non-maximum suppression: of boxes that overlap too much, which are of one object, the one of the best score is kept. */
final class Suppression {

    private Suppression() {
    }

    /**
     * @param candidates of one class
     * @param most the overlap that two objects have at most, from 0 to 1
     * @return from the best score on
     */
    static List<Candidate> of(List<Candidate> candidates, double most) {
        List<Candidate> kept = new ArrayList<>();
        candidates.stream().sorted(Comparator.comparingDouble(Candidate::score).reversed()).forEach(candidate -> {
            if (kept.stream().allMatch(better -> better.box().overlap(candidate.box()) <= most)) {
                kept.add(candidate);
            }
        });
        return kept;
    }
}
