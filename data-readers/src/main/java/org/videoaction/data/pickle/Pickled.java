package org.videoaction.data.pickle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Objects of a pickle as what belongs in their place; another kind is an error that says what is there instead. */
public final class Pickled {

    private Pickled() {
    }

    /** One of the arguments of a call, or of the parts of a state. */
    public static Object argument(List<Object> arguments, int index) throws IOException {
        if (index < arguments.size()) {
            return arguments.get(index);
        }
        throw new IOException("its pickle calls a constructor with " + arguments.size() + " arguments");
    }

    public static String text(Object object) throws IOException {
        if (object instanceof String text) {
            return text;
        }
        throw misplaced(object, "a text");
    }

    public static long number(Object object) throws IOException {
        if (object instanceof Long number) {
            return number;
        }
        throw misplaced(object, "an integer");
    }

    public static List<Long> numbers(Object object) throws IOException {
        List<Object> objects = list(object);
        Long[] numbers = new Long[objects.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(objects.get(i));
        }
        return List.of(numbers);
    }

    /** A list, tuple or set. */
    @SuppressWarnings("unchecked")
    public static List<Object> list(Object object) throws IOException {
        if (object instanceof List) {
            return (List<Object>) object;
        }
        throw misplaced(object, "a list");
    }

    /** The entries of a dictionary whose keys are text. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> dictionary(Object object) throws IOException {
        if (object instanceof Map) {
            return (Map<String, Object>) object;
        }
        throw misplaced(object, "a dictionary");
    }

    private static IOException misplaced(Object object, String wanted) {
        return new IOException("its pickle has " + kind(object) + " where " + wanted + " belongs");
    }

    private static String kind(Object object) {
        if (object instanceof String || object instanceof Number || object instanceof Boolean) {
            return PickleText.shortened(object.toString());
        }
        return object == null ? "nothing" : object instanceof List ? "a list" : object instanceof Map ? "a dictionary"
            : object instanceof ByteBuffer ? "bytes" : "an object";
    }
}
