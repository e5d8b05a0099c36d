package org.videoaction.model.detection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The classes that a detector tells apart.
 *
 * @param names by number, empty where a number stands for nothing; none at all where the detector does not say
 * @param count how many numbers there are, 0 where the detector does not say
 */
public record ObjectClasses(List<String> names, int count) {

    /** The numbers of COCO's classes as its lists have them, from 1 to 90 with gaps, and 0 for the background. */
    static final int WITH_GAPS = 91;

    /** COCO's 80 classes, counted from 0. */
    static final ObjectClasses COCO = coco(false);
    static final ObjectClasses COCO_WITH_GAPS = coco(true);

    private static final String PERSON = "person";

    public ObjectClasses {
        names = List.copyOf(names);
    }

    private static ObjectClasses coco(boolean gaps) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
            ObjectClasses.class.getResourceAsStream("coco.tsv"), StandardCharsets.UTF_8))) {
            List<String> names = new ArrayList<>();
            lines.lines().map(line -> line.split("\t")).forEach(fields -> {
                while (gaps && names.size() < Integer.parseInt(fields[0])) {
                    names.add("");
                }
                names.add(fields[1]);
            });
            return new ObjectClasses(names, names.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of a detector with so many: COCO's where they are as many as COCO's. */
    static ObjectClasses of(int count) {
        return switch (count) {
            case WITH_GAPS -> COCO_WITH_GAPS;
            case 1 -> new ObjectClasses(List.of(PERSON), 1);
            default -> count == COCO.count() ? COCO : new ObjectClasses(List.of(), count);
        };
    }

    /**
     * The number of a class.
     *
     * @param text its name, or the number itself
     * @throws IllegalArgumentException when there is none of it
     */
    public int number(String text) {
        String wanted = text.strip();
        if (wanted.matches("\\d{1,6}")) {
            int number = Integer.parseInt(wanted);
            if (count > 0 && number >= count) {
                throw new IllegalArgumentException("There is no class " + number + "; the detector tells " + count
                    + " classes apart, which are counted from 0.");
            }
            return number;
        }
        return IntStream.range(0, names.size()).filter(i -> !wanted.isEmpty() && names.get(i).equalsIgnoreCase(wanted))
            .findFirst().orElseThrow(() -> new IllegalArgumentException(names.isEmpty()
                ? "The detector does not say what its " + count
                    + " classes are called; give the number of the class in place "
                    + "of \"" + wanted + "\", counted from 0."
                : "There is no class \"" + wanted + "\"; the detector finds "
                    + String.join(", ", names.stream().filter(name -> !name.isEmpty()).toList()) + "."));
    }

    /** For people, for example "person (0 of 80)". */
    String title(int number) {
        String name = number < names.size() && !names.get(number).isEmpty() ? names.get(number) : "class " + number;
        return count == 0 ? name : String.format(Locale.ROOT, "%s (%d of %d)", name, number, count);
    }
}
