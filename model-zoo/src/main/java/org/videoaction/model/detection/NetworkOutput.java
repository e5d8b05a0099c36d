package org.videoaction.model.detection;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A tensor that a network gave.
 *
 * @param name in its file, empty where it has none
 * @param shape its sides
 * @param whole whether its values are whole numbers by their type
 * @param values row by row
 */
public record NetworkOutput(String name, int[] shape, boolean whole, float[] values) {

    /** A side, counted from the last one on. */
    int last(int back) {
        return back < shape.length ? shape[shape.length - 1 - back] : 1;
    }

    /** How many sides there are beside a first one of 1, which stands for the one picture. */
    int sides() {
        return shape.length > 1 && shape[0] == 1 ? shape.length - 1 : shape.length;
    }

    /** For people, for example "boxes 1 x 300 x 4". */
    String title() {
        String sides = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
        return name.isEmpty() ? sides : name + " " + sides;
    }
}
