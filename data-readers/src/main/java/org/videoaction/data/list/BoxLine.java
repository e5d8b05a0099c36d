package org.videoaction.data.list;

import java.util.List;

/** What a line of AVA's boxes has to hold, and what it lacks where it holds less. */
final class BoxLine {

    private static final List<String> NAMES = List.of("video", "seconds", "x1", "y1", "x2", "y2", "action", "person");
    /** How many columns there are. */
    static final int COLUMNS = NAMES.size();
    private static final int EDGES = 2;
    private static final int ACTION = 6;

    private BoxLine() {
    }

    /** @throws IllegalArgumentException that names the column that is missing */
    static void check(List<String> fields, boolean proposed) {
        if (fields.size() == COLUMNS) {
            return;
        }
        String columns = String.join(", ", NAMES.subList(0, COLUMNS - 1)) + ", " + last(proposed);
        String lacking = "";
        if (fields.size() == COLUMNS - 1) {
            int lacks = lacks(fields);
            lacking = "; " + (lacks == COLUMNS - 1 ? "the last, " + last(proposed) + ","
                : lacks == EDGES ? "an edge of the box" : NAMES.get(lacks)) + " is missing";
        }
        throw new IllegalArgumentException("\"" + String.join(",", fields) + "\" has " + fields.size() + " columns, not "
            + COLUMNS + " (" + columns + ")" + lacking);
    }

    private static String last(boolean proposed) {
        return proposed ? "score" : "person";
    }

    /**
     * The column that one field less leaves out, as far as the others show it; {@value #EDGES} stands for any of the edges.
     */
    static int lacks(List<String> fields) {
        if (areEdges(fields, EDGES) && (fields.get(ACTION).isEmpty() || fields.get(ACTION).matches("\\d+(\\.0*)?"))) {
            return COLUMNS - 1;
        }
        return areEdges(fields, EDGES) ? ACTION : areEdges(fields, EDGES - 1) ? EDGES - 1 : EDGES;
    }

    private static boolean areEdges(List<String> fields, int from) {
        return fields.subList(from, from + 4).stream().allMatch(field -> field.matches("-?[01](\\.\\d*)?|-?\\.\\d+"));
    }
}
