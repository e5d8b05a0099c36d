package org.videoaction.model.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * Of how many of the listed videos an accuracy is.
 *
 * @param measured those with a label and a score
 * @param unscored those that could not be scored
 * @param unlabelled those that were scored and have no label
 */
public record Coverage(int measured, int unscored, int unlabelled) {

    public int listed() {
        return measured + unscored + unlabelled;
    }

    public boolean isWhole() {
        return measured == listed();
    }

    /** What belongs behind a number, for example " of 46 of 50 videos"; empty where all were measured. */
    public String share() {
        return isWhole() ? "" : " of " + measured + " of " + listed() + " videos";
    }

    /**
     * What became of the others, for example "4 could not be scored: see scores.csv; 1 has no label"; empty where there are
     * none.
     *
     * @param reasons where it is said why videos could not be scored
     */
    public String others(String reasons) {
        List<String> others = new ArrayList<>();
        if (unscored > 0) {
            others.add(unscored + " could not be scored: see " + reasons);
        }
        if (unlabelled > 0) {
            others.add(unlabelled + (unlabelled == 1 ? " has" : " have") + " no label");
        }
        return String.join("; ", others);
    }
}
