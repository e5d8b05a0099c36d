package org.videoaction.model.published;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.videoaction.data.list.Classes;

/** The class names of public data sets, in the order of the networks that were trained on them. */
public final class ClassNames {

    /** In the order in which a number of classes is looked up. */
    private static final List<String> DATASETS = List.of("kinetics-400", "kinetics-600", "kinetics-700", "kinetics-710",
        "something-something-v2", "charades", "ava", "ava-60", "jester", "ucf101", "hmdb51", "diving48");
    /** The versions of AVA share their classes. */
    private static final String AVA_VERSION = "ava-2\\.[0-9]";

    private ClassNames() {
    }

    /** The data sets whose names are built in. */
    public static List<String> datasets() {
        return DATASETS;
    }

    /** The classes of a data set, nothing where they are not built in. */
    public static Optional<Classes> of(String dataset) {
        String list = dataset.matches(AVA_VERSION) ? "ava" : dataset;
        return DATASETS.contains(list) ? Optional.of(read(list)) : Optional.empty();
    }

    /**
     * The data set that a network of so many classes was most probably trained on. It is a guess: other data sets may have as
     * many classes.
     */
    public static Optional<String> guess(int classes) {
        return DATASETS.stream().filter(dataset -> read(dataset).size() == classes).findFirst();
    }

    private static Classes read(String list) {
        try (InputStream in = ClassNames.class.getResourceAsStream("classes/" + list + ".txt")) {
            return new Classes(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
