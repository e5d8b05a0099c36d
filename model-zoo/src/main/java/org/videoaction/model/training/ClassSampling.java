package org.videoaction.model.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.Pass;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Network;

/**
 * How often the clips of each class are drawn in an epoch, which has as many draws as there are clips. Within a class every
 * clip is drawn before any is drawn again. A clip of several classes counts as one of its rarest class.
 */
public enum ClassSampling {

    /** Every clip is drawn once. */
    OFF(1),
    /** Classes are drawn in proportion to the square root of their clips. */
    SQUARE_ROOT(0.5),
    /** All classes that have clips are drawn equally often. */
    EQUAL(0);

    private final double power;

    ClassSampling(double power) {
        this.power = power;
    }

    /** The draws of an epoch, which follow from the seed. */
    Pass pass(ClipSource clips, Network network, int batch, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return this == OFF ? Pass.shuffled(clips.size(), batch, seed, random)
            : new Pass(order(classes(clips, network), random), batch, seed);
    }

    /** Of each clip the class that it is drawn for. */
    private static int[] classes(ClipSource clips, Network network) {
        boolean firstAlone = network.labels() == Labels.ONE && !network.detects();
        int[] count = TrainingClips.of(clips).clipsOfClasses();
        return IntStream.range(0, clips.size()).map(clip -> firstAlone ? clips.label(clip)
            : clips.labels(clip).stream().min(Comparator.comparing(label -> count[label])).orElseThrow()).toArray();
    }

    /**
     * Draws as {@link Pass#order} has them.
     *
     * @param classes of each clip, from 0
     */
    int[] order(int[] classes, RandomGenerator random) {
        int size = classes.length;
        int[][] clips = new int[Arrays.stream(classes).max().orElse(-1) + 1][];
        Arrays.setAll(clips, c -> shuffled(IntStream.range(0, size).filter(clip -> classes[clip] == c).toArray(), random));
        int[] draws = draws(Arrays.stream(clips).mapToInt(ofClass -> ofClass.length).toArray(), size);
        int times = Integer.MAX_VALUE / Math.max(1, size);
        return shuffled(IntStream.range(0, clips.length).flatMap(c -> IntStream.range(0, draws[c])
            .map(draw -> clips[c][draw % clips[c].length] + draw / clips[c].length % times * size)).toArray(), random);
    }

    /** Shares of all draws, rounded by the largest remainders. */
    private int[] draws(int[] clips, int all) {
        double[] wanted = Arrays.stream(clips).mapToDouble(count -> count == 0 ? 0 : Math.pow(count, power)).toArray();
        double sum = Arrays.stream(wanted).sum();
        Arrays.setAll(wanted, c -> wanted[c] * all / sum);
        int[] draws = Arrays.stream(wanted).mapToInt(share -> (int) share).toArray();
        List<Integer> byRemainder = new ArrayList<>(IntStream.range(0, clips.length).boxed().toList());
        byRemainder.sort(Comparator.comparing(c -> draws[c] - wanted[c]));
        byRemainder.subList(0, all - Arrays.stream(draws).sum()).forEach(c -> draws[c]++);
        return draws;
    }

    private static int[] shuffled(int[] clips, RandomGenerator random) {
        for (int i = clips.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int clip = clips[i];
            clips[i] = clips[j];
            clips[j] = clip;
        }
        return clips;
    }
}
