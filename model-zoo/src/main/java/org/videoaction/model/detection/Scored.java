package org.videoaction.model.detection;

/** A class and its score. */
record Scored(double score, int label) {

    /** The class of the largest of some values, the first of several. */
    static Scored best(float[] values, int from, int count, int step) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (values[from + i * step] > values[from + best * step]) {
                best = i;
            }
        }
        return new Scored(values[from + best * step], best);
    }
}
