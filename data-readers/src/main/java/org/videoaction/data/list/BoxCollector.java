package org.videoaction.data.list;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The boxes of a list while it is read: lines that differ in the action alone become one box, edges are cut to the frame. */
final class BoxCollector {

    /** How far beyond the frame detectors and rounding put edges, as a share of its side. */
    private static final double ROUNDING = 0.01;

    private final Map<AvaBox, List<String>> actions = new LinkedHashMap<>();
    private final Set<AvaBox> cut = new HashSet<>();
    private double furthest;

    /**
     * A box without actions.
     *
     * @param edges x1, y1, x2, y2 in shares of the frame; those a rounding error outside are cut
     * @throws IllegalArgumentException when the box has no area within the frame, or the video's name is no path
     */
    AvaBox box(String video, double seconds, double[] edges, int person, double score) {
        Arrays.stream(edges).filter(edge -> !Double.isFinite(edge)).findFirst().ifPresent(edge -> {
            throw new IllegalArgumentException("\"" + edge + "\" is not the edge of a box");
        });
        double beyond = Math.max(Math.max(-edges[0], -edges[1]), Math.max(edges[2], edges[3]) - 1);
        String described = String.format(Locale.ROOT, "the box %s, %s, %s, %s ", edges[0], edges[1], edges[2], edges[3]);
        if (!(edges[0] < edges[2] && edges[1] < edges[3])) {
            throw new IllegalArgumentException(described + "has no area: " + (edges[0] < edges[2] ? "y2 is not below y1"
                : "x2 is not to the right of x1"));
        }
        if (!(beyond <= ROUNDING && edges[0] < 1 && edges[1] < 1 && edges[2] > 0 && edges[3] > 0)) {
            throw new IllegalArgumentException(described + "does not lie within the frame, whose edges are 0 and 1");
        }
        // an illegal one is said with its line
        Path.of(video);
        AvaBox box = new AvaBox(video, seconds, Math.max(0, edges[0]), Math.max(0, edges[1]), Math.min(1, edges[2]),
            Math.min(1, edges[3]), List.of(), person, score);
        if (beyond > 0) {
            cut.add(box);
            furthest = Math.max(furthest, beyond);
        }
        return box;
    }

    /** @param action null where none is known, or where it is passed over */
    void add(AvaBox box, String action) {
        List<String> known = actions.computeIfAbsent(box, unlabelled -> new ArrayList<>());
        if (action != null && !known.contains(action)) {
            known.add(action);
        }
    }

    /** In the order in which they came. */
    List<AvaBox> boxes() {
        return actions.entrySet().stream().map(entry -> entry.getKey().doing(entry.getValue())).toList();
    }

    /** Says how many boxes were cut. */
    void remark(List<String> remarks) {
        cut.retainAll(actions.keySet());
        if (!cut.isEmpty()) {
            remarks.add(String.format(Locale.ROOT, "Boxes that reach up to %.2g beyond the frame are cut to it: %d.",
                furthest, cut.size()));
        }
    }
}
