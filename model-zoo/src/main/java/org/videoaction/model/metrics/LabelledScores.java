package org.videoaction.model.metrics;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.videoaction.data.list.Classes;

/**
 * The true classes of videos and what a network says of them.
 *
 * @param several whether any number of classes may be right for a video
 * @param truth for each video the indices of its true classes
 * @param probabilities for each video one a class
 * @param coverage of how many of the listed videos these are
 */
public record LabelledScores(Classes classes, boolean several, List<Set<Integer>> truth,
    List<double[]> probabilities, Coverage coverage) {

    /** Probabilities as they are measured. */
    public static double[] values(float[] probabilities) {
        return IntStream.range(0, probabilities.length).mapToDouble(c -> probabilities[c]).toArray();
    }

    public int size() {
        return truth.size();
    }

    /** How many videos have a class. */
    public int videos(int label) {
        return (int) truth.stream().filter(labels -> labels.contains(label)).count();
    }

    /** The classes that no video has. */
    public List<String> absent() {
        return IntStream.range(0, classes.size()).filter(label -> videos(label) == 0).mapToObj(classes::name).toList();
    }

    public AveragePrecision averagePrecision() {
        return AveragePrecision.of(probabilities.toArray(double[][]::new),
            truth.stream().map(classes::holding).toArray(boolean[][]::new));
    }

    /** Nothing where several classes may be right. */
    public Optional<Accuracy> accuracy() {
        return several ? Optional.empty()
            : Optional.of(Accuracy.of(classes, labels(), probabilities.stream().map(Accuracy::ranking).toList()));
    }

    /** Nothing where several classes may be right. */
    public Optional<Calibration> calibration() {
        return several ? Optional.empty() : Optional.of(Calibration.of(labels(), probabilities));
    }

    /** For each video the index of its only class. */
    int[] labels() {
        return truth.stream().mapToInt(labels -> labels.iterator().next()).toArray();
    }
}
