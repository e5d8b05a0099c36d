package org.videoaction.model.training;

import java.util.List;
import java.util.Optional;
import org.videoaction.model.saved.Epoch;

/**
 * Ends training that no longer gets better.
 *
 * @param patience looks at the validation clips without a better result; 0 for never
 */
record EarlyStop(int patience) {

    /** The epoch that did best on the validation clips, the first of equal ones. */
    static Optional<Epoch> best(List<Epoch> history) {
        Epoch best = null;
        for (Epoch epoch : history) {
            if (epoch.validation() != null && epoch.validation().betterThan(best == null ? null : best.validation())) {
                best = epoch;
            }
        }
        return Optional.ofNullable(best);
    }

    boolean now(List<Epoch> history) {
        Optional<Epoch> best = best(history);
        return patience > 0 && best.isPresent() && history.stream()
            .filter(epoch -> epoch.validation() != null && epoch.number() > best.get().number()).count() >= patience;
    }
}
