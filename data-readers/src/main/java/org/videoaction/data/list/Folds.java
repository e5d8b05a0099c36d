package org.videoaction.data.list;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Cuts videos into parts of about the same size for cross-validation: what belongs together, videos of one person, scene or
 * source, comes into the same part, and each class is spread over the parts as evenly as that allows. The same videos in the
 * same order and the same seed give the same parts.
 */
public final class Folds {

    /** Videos that belong together. */
    private record Group(List<Integer> videos, Map<Integer, Integer> classes) {

        /** Groups that are hard to place come first: those with many videos of one class. */
        int largest() {
            return Collections.max(classes.values());
        }
    }

    private Folds() {
    }

    /**
     * The part of each video, from 0.
     *
     * @param groups what each video belongs to; null or an empty text where it stands alone
     * @param classes of each video; null where it has none
     * @param count how many parts
     * @param seed decides between what is equally good
     * @throws IllegalArgumentException when there are fewer groups than parts
     */
    public static int[] of(List<String> groups, List<String> classes, int count, long seed) {
        List<Group> shuffled = new ArrayList<>(groups(groups, classes));
        if (count < 2 || shuffled.size() < count) {
            throw new IllegalArgumentException(count < 2 ? "There are at least two folds."
                : "There are " + shuffled.size() + " groups of videos that belong together, too few for " + count
                    + " folds. Choose fewer folds, or what makes smaller groups.");
        }
        Collections.shuffle(shuffled, new Random(seed));
        shuffled.sort(Comparator.comparingInt(Group::largest).reversed());
        Map<Integer, int[]> ofClass = new LinkedHashMap<>();
        int[] sizes = new int[count];
        int[] folds = new int[groups.size()];
        for (Group group : shuffled) {
            int fold = best(group, ofClass, sizes);
            group.videos().forEach(video -> folds[video] = fold);
            group.classes().forEach((label, videos) -> ofClass.get(label)[fold] += videos);
            sizes[fold] += group.videos().size();
        }
        return folds;
    }

    private static List<Group> groups(List<String> groups, List<String> classes) {
        Map<String, Integer> labels = new LinkedHashMap<>();
        Map<Object, Group> all = new LinkedHashMap<>();
        for (int video = 0; video < groups.size(); video++) {
            String name = groups.get(video);
            Group group = all.computeIfAbsent(name == null || name.isEmpty() ? Integer.valueOf(video) : name,
                unseen -> new Group(new ArrayList<>(), new LinkedHashMap<>()));
            String label = String.valueOf(classes.get(video));
            Integer known = labels.putIfAbsent(label, labels.size());
            group.videos().add(video);
            group.classes().merge(known == null ? labels.size() - 1 : known, 1, Integer::sum);
        }
        return List.copyOf(all.values());
    }

    /** The fold that has least of the group's classes, of these the smallest. */
    private static int best(Group group, Map<Integer, int[]> ofClass, int[] sizes) {
        double[] crowd = new double[sizes.length];
        group.classes().forEach((label, videos) -> {
            int[] there = ofClass.computeIfAbsent(label, unseen -> new int[sizes.length]);
            for (int fold = 0; fold < crowd.length; fold++) {
                // grows the sum of squares, which is least where all folds have as many
                crowd[fold] += (2.0 * there[fold] + videos) * videos;
            }
        });
        int best = 0;
        for (int fold = 1; fold < sizes.length; fold++) {
            boolean better = crowd[fold] < crowd[best] || crowd[fold] == crowd[best] && sizes[fold] < sizes[best];
            best = better ? fold : best;
        }
        return best;
    }

    /** How many videos each part has. */
    public static int[] sizes(int[] folds, int count) {
        int[] sizes = new int[count];
        Arrays.stream(folds).forEach(fold -> sizes[fold]++);
        return sizes;
    }
}
