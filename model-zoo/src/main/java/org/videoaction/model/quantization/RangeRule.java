package org.videoaction.model.quantization;

/** How the range of a layer follows from the values that it had: a narrower one is finer and cuts more off. */
public sealed interface RangeRule {

    /** The range of such values. */
    Range of(Histogram values);

    /** What was never anything but 0 still has a range. */
    private static Range range(double low, double high) {
        return low == 0 && high == 0 ? new Range(0, 1) : new Range(low, high);
    }

    /**
     * So many percent of all values lie within; what is left is cut off.
     *
     * @param percent above 50, at most 100
     */
    record Percentile(double percent) implements RangeRule {

        private static final double ALL = 100;

        public Percentile {
            if (!(percent > ALL / 2 && percent <= ALL)) {
                throw new IllegalArgumentException("The percentile is above 50 and at most 100, not " + percent + ".");
            }
        }

        @Override
        public Range of(Histogram values) {
            double share = (ALL - percent) / ALL;
            return range(values.low(share), values.high(share));
        }
    }

    /**
     * The reach whose quantised values tell most of the original ones: the least Kullback-Leibler divergence (Migacz, "8-bit
     * inference with TensorRT", 2017).
     */
    record Entropy() implements RangeRule {

        private static final int LEVELS = 256;

        @Override
        public Range of(Histogram values) {
            long[] counts = values.magnitudes();
            int best = counts.length;
            double least = Double.POSITIVE_INFINITY;
            for (int bins = LEVELS; bins <= counts.length; bins += LEVELS / 16) {
                double divergence = divergence(counts, bins);
                if (divergence < least) {
                    least = divergence;
                    best = bins;
                }
            }
            double reach = values.end(best - 1);
            return range(Math.max(values.smallest(), -reach), Math.min(values.largest(), reach));
        }

        /** Of the first bins, to the last of which all beyond are counted, from the same in as many levels as a byte has. */
        static double divergence(long[] counts, int bins) {
            double[] original = new double[bins];
            double sum = 0;
            double kept = 0;
            for (int i = 0; i < counts.length; i++) {
                original[Math.min(i, bins - 1)] += counts[i];
                sum += counts[i];
                kept += i < bins ? counts[i] : 0;
            }
            double divergence = 0;
            for (int level = 0; level < LEVELS; level++) {
                int from = (int) ((long) level * bins / LEVELS);
                int to = (int) ((long) (level + 1) * bins / LEVELS);
                double inLevel = 0;
                int filled = 0;
                for (int i = from; i < to; i++) {
                    inLevel += counts[i];
                    filled += counts[i] > 0 ? 1 : 0;
                }
                for (int i = from; i < to; i++) {
                    if (original[i] > 0) {
                        // a bin that holds nothing but what is cut off has one value as its counterpart
                        double other = (counts[i] > 0 ? inLevel / filled : 1) / kept;
                        divergence += original[i] / sum * Math.log(original[i] / sum / other);
                    }
                }
            }
            return sum == 0 ? 0 : divergence;
        }
    }
}
