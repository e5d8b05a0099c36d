package org.videoaction.model.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.videoaction.data.list.Classes;

/**
 * How right a network is, counted video by video, so that nothing grows with their number: places of the true classes and the
 * confusion of classes. Mean average precision alone compares all videos with each other; it is known as long as no more than
 * {@value #RANKED} probabilities have come.
 */
public final class RunningScores {

    /** The probabilities that are kept for mean average precision, 128 MB. */
    static final int RANKED = 1 << 25;

    private final Classes classes;
    private final int ranked;
    private final int[][] confusion;
    /** How many videos have their true class at each place, 0 for the first. */
    private final int[] places;
    private List<float[]> probabilities = new ArrayList<>();
    private List<Set<Integer>> truth = new ArrayList<>();
    private boolean several;
    private int measured;
    private int unscored;
    private int unlabelled;

    public RunningScores(Classes classes) {
        this(classes, RANKED);
    }

    RunningScores(Classes classes, int ranked) {
        this.classes = classes;
        this.ranked = ranked;
        this.confusion = new int[classes.size()][classes.size()];
        this.places = new int[classes.size()];
    }

    /**
     * Counts a video.
     *
     * @param labels its true classes, none where unknown
     * @param scores one a class, or null where it could not be scored
     */
    public void add(List<String> labels, float[] scores) {
        if (scores == null) {
            unscored++;
        } else if (labels.isEmpty()) {
            unlabelled++;
        } else {
            measured++;
            several |= labels.size() > 1;
            Set<Integer> shown = Set.copyOf(classes.indices(labels));
            count(classes.index(labels.get(0)), Accuracy.ranking(LabelledScores.values(scores)));
            keep(shown, scores);
        }
    }

    private void count(int label, int[] ranking) {
        confusion[label][ranking[0]]++;
        places[IntStream.range(0, ranking.length).filter(place -> ranking[place] == label).findFirst().orElseThrow()]++;
    }

    private void keep(Set<Integer> shown, float[] scores) {
        if (probabilities != null && (long) measured * classes.size() <= ranked) {
            probabilities.add(scores);
            truth.add(shown);
        } else {
            probabilities = null;
            truth = null;
        }
    }

    public Coverage coverage() {
        return new Coverage(measured, unscored, unlabelled);
    }

    /** Nothing where there are too many probabilities to compare all of them. */
    public OptionalDouble meanAveragePrecision() {
        return probabilities == null ? OptionalDouble.empty()
            : OptionalDouble.of(AveragePrecision.of(probabilities, truth, classes.size()).mean());
    }

    /** Nothing where several classes may be right for a video. */
    public Optional<Confusion> confusion() {
        return several ? Optional.empty() : Optional.of(new Confusion());
    }

    /** Of videos that have one right class each. */
    public final class Confusion {

        /** The share of videos whose class is among the {@code k} most probable. */
        public double top(int k) {
            return IntStream.of(places).limit(k).sum() / (double) measured;
        }

        /** The mean share of right ones among a class's videos, of the classes that have some. */
        public double meanClass() {
            return accuracy().meanClass();
        }

        /** The classes that no video has. */
        public List<String> absent() {
            return accuracy().absent();
        }

        private Accuracy accuracy() {
            return new Accuracy(classes, confusion, new int[0]);
        }
    }
}
