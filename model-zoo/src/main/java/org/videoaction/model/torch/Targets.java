package org.videoaction.model.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;

/** What is right for the clips of a batch, or for the boxes in them, each of which then counts as a clip. */
public sealed interface Targets {

    /** The number of clips, N. */
    int size();

    /** Whether a class is right for a clip. */
    boolean holds(int clip, int label);

    /** The targets of some clips in a row. */
    Targets part(int from, int to);

    /** The sum of what the clips count in a mean over the batch. */
    default double mass(Loss loss) {
        return size();
    }

    /**
     * What is right for clips that are mixed in pairs, the first with the last and so on.
     *
     * @param share of a clip that is its own, from 0 to 1
     * @param classes how many there are
     */
    Mixed mixed(double share, int classes);

    /** As the script takes them. */
    NDArray array(NDManager manager);

    /** One class for each clip. */
    record Classes(int... labels) implements Targets {

        @Override
        public int size() {
            return labels.length;
        }

        @Override
        public boolean holds(int clip, int label) {
            return labels[clip] == label;
        }

        @Override
        public Targets part(int from, int to) {
            return new Classes(Arrays.copyOfRange(labels, from, to));
        }

        @Override
        public double mass(Loss loss) {
            return loss.dividesByWeights() ? Arrays.stream(labels).mapToDouble(loss.classWeights()::get).sum()
                : labels.length;
        }

        @Override
        public Mixed mixed(double share, int classes) {
            float[][] rows = new float[labels.length][classes];
            for (int clip = 0; clip < labels.length; clip++) {
                rows[clip][labels[clip]] = 1;
            }
            return new Mixed(rows).mixed(share, classes);
        }

        @Override
        public NDArray array(NDManager manager) {
            return manager.create(Arrays.stream(labels).asLongStream().toArray());
        }
    }

    /**
     * Any number of classes for each clip.
     *
     * @param rows N x classes, whether a class is right
     */
    record ClassSets(boolean[][] rows) implements Targets {

        @Override
        public int size() {
            return rows.length;
        }

        @Override
        public boolean holds(int clip, int label) {
            return rows[clip][label];
        }

        @Override
        public Targets part(int from, int to) {
            return new ClassSets(Arrays.copyOfRange(rows, from, to));
        }

        private float[][] shares() {
            float[][] shares = new float[rows.length][];
            for (int clip = 0; clip < rows.length; clip++) {
                shares[clip] = new float[rows[clip].length];
                for (int label = 0; label < shares[clip].length; label++) {
                    shares[clip][label] = rows[clip][label] ? 1 : 0;
                }
            }
            return shares;
        }

        @Override
        public Mixed mixed(double share, int classes) {
            return new Mixed(shares()).mixed(share, classes);
        }

        @Override
        public NDArray array(NDManager manager) {
            return manager.create(shares());
        }
    }

    /**
     * Shares of classes, whose loss is a mean over clips, however their classes weigh.
     *
     * @param rows N x classes, from 0 to 1
     */
    record Mixed(float[][] rows) implements Targets {

        private static final float LARGER = 0.5f;

        @Override
        public int size() {
            return rows.length;
        }

        /** Whether it is a class of the clip that has the larger share. */
        @Override
        public boolean holds(int clip, int label) {
            return rows[clip][label] >= LARGER;
        }

        @Override
        public Targets part(int from, int to) {
            return new Mixed(Arrays.copyOfRange(rows, from, to));
        }

        @Override
        public Mixed mixed(double share, int classes) {
            float[][] mixed = new float[rows.length][classes];
            for (int clip = 0; clip < rows.length; clip++) {
                float[] other = rows[rows.length - 1 - clip];
                for (int label = 0; label < classes; label++) {
                    mixed[clip][label] = (float) (share * rows[clip][label] + (1 - share) * other[label]);
                }
            }
            return new Mixed(mixed);
        }

        @Override
        public NDArray array(NDManager manager) {
            return manager.create(rows);
        }
    }
}
