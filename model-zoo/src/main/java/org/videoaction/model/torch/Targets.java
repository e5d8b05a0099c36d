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
    double mass(Loss loss);

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

        @Override
        public double mass(Loss loss) {
            return rows.length;
        }

        @Override
        public NDArray array(NDManager manager) {
            float[][] numbers = new float[rows.length][];
            for (int clip = 0; clip < rows.length; clip++) {
                numbers[clip] = new float[rows[clip].length];
                for (int label = 0; label < numbers[clip].length; label++) {
                    numbers[clip][label] = rows[clip][label] ? 1 : 0;
                }
            }
            return manager.create(numbers);
        }
    }
}
