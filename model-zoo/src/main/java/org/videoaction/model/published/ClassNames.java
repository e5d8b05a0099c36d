package org.videoaction.model.published;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.videoaction.data.list.Classes;
import org.videoaction.model.exchange.ImportedModel;

/** The class names of public data sets, in the order of the networks that were trained on them. */
public final class ClassNames {

    private static final String ACTIONS_OF_BOXES = "ava";
    private static final String MEASURED_OF_BOXES = "ava-60";
    /** What people call data sets, in the order in which a number of classes is looked up. */
    private static final List<Map.Entry<String, String>> TITLES = List.of(
        Map.entry("kinetics-400", "Kinetics-400"),
        Map.entry("kinetics-600", "Kinetics-600"),
        Map.entry("kinetics-700", "Kinetics-700"),
        Map.entry("kinetics-710", "Kinetics-710"),
        Map.entry("something-something-v2", "Something-Something V2"),
        Map.entry("charades", "Charades"),
        Map.entry(ACTIONS_OF_BOXES, "AVA"),
        Map.entry(MEASURED_OF_BOXES, "AVA (60 measured)"),
        Map.entry("jester", "Jester"),
        Map.entry("ucf101", "UCF101"),
        Map.entry("hmdb51", "HMDB51"),
        Map.entry("diving48", "Diving48"),
        Map.entry("ava-2.1", "AVA 2.1"),
        Map.entry("ava-2.2", "AVA 2.2"),
        Map.entry("sports-1m", "Sports-1M"),
        Map.entry("ig-65m", "IG-65M"),
        Map.entry("multisports", "MultiSports"));
    private static final List<String> BUILT_IN = TITLES.stream().map(Map.Entry::getKey)
        .filter(dataset -> ClassNames.class.getResource(resource(dataset)) != null).toList();
    /** The versions of AVA share their classes. */
    private static final String AVA_VERSION = "ava-2\\.[0-9]";

    private ClassNames() {
    }

    /** The data sets whose names are built in. */
    public static List<String> datasets() {
        return BUILT_IN;
    }

    /** What people call a data set. */
    public static String title(String dataset) {
        return TITLES.stream().filter(title -> title.getKey().equals(dataset)).map(Map.Entry::getValue).findFirst()
            .orElse(dataset);
    }

    /** The classes of a data set, nothing where they are not built in. */
    public static Optional<Classes> of(String dataset) {
        String list = list(dataset);
        return BUILT_IN.contains(list) ? Optional.of(read(list)) : Optional.empty();
    }

    private static String list(String dataset) {
        return dataset.matches(AVA_VERSION) ? ACTIONS_OF_BOXES : dataset;
    }

    /**
     * The data set that a network was most probably trained on. It is a guess: other data sets may have as many classes.
     *
     * @param boxes whether the network tells actions in boxes
     */
    static Optional<String> guess(int classes, boolean boxes) {
        return BUILT_IN.stream().filter(dataset -> !boxes || dataset.startsWith(ACTIONS_OF_BOXES))
            .filter(dataset -> boxes || !dataset.equals(MEASURED_OF_BOXES))
            .filter(dataset -> read(dataset).size() == classes).findFirst();
    }

    /**
     * The weights of another program with the class names that they most probably have, which is said among the
     * assumptions. Names that the file has itself stay, and so do the numbers of a new classifier.
     */
    public static ImportedModel guessed(ImportedModel imported) {
        Classes classes = imported.model().classes();
        if (imported.isOurs() || !imported.renewed().isEmpty() || !classes.isNumbered()) {
            return imported;
        }
        return guess(classes.size(), imported.model().architecture().head().detects())
            .map(dataset -> imported.called(read(dataset)).assuming(why(dataset, imported.origin(), classes.size())))
            .orElse(imported);
    }

    private static String why(String dataset, String program, int classes) {
        boolean published = Catalogue.all().stream().anyMatch(model -> program.startsWith(model.program())
            && model.classes() == classes && list(model.dataset()).equals(dataset));
        return "the classes are those of " + title(dataset)
            + (published ? ", as in the networks of " + classes + " classes that " + program + " publishes"
                : ", which has as many");
    }

    private static String resource(String list) {
        return "classes/" + list + ".txt";
    }

    private static Classes read(String list) {
        try (InputStream in = ClassNames.class.getResourceAsStream(resource(list))) {
            return new Classes(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
