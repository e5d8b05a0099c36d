package org.videoaction.model.published;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The published files that are known here, those that cannot run too. */
public final class Catalogue {

    private static final String RESOURCE = "catalogue.tsv";
    private static final String TAB = "\t";
    private static final List<PublishedModel> ALL = read();

    private Catalogue() {
    }

    private static List<PublishedModel> read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
            Catalogue.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8))) {
            List<String> columns = Arrays.asList(lines.readLine().split(TAB, -1));
            return lines.lines().map(line -> PublishedModel.of(fields(columns, line.split(TAB, -1)))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> fields(List<String> columns, String[] values) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            fields.put(columns.get(i), values[i]);
        }
        return fields;
    }

    /** All files. */
    public static List<PublishedModel> all() {
        return ALL;
    }

    /** Those that can run here, by data set, the most accurate first. */
    public static List<PublishedModel> offered() {
        return ALL.stream().filter(PublishedModel::isOffered).sorted(Comparator.comparing(PublishedModel::dataset)
            .thenComparing(Comparator.comparingDouble((PublishedModel model) -> model.accuracy().main()).reversed()))
            .toList();
    }

    /**
     * Those of a data set that can run here.
     *
     * @param byCost whether the one of the fewest multiply-accumulates comes first, and not the most accurate
     */
    public static List<PublishedModel> offered(String dataset, boolean byCost) {
        Stream<PublishedModel> models = offered().stream().filter(model -> model.dataset().equals(dataset));
        return (byCost ? models.map(model -> Map.entry(model.cost(), model)).sorted(Map.Entry.comparingByKey())
            .map(Map.Entry::getValue) : models).toList();
    }

    /** The data sets of which there is one that can run here. */
    public static List<String> datasets() {
        return offered().stream().map(PublishedModel::dataset).distinct().toList();
    }

    /** Whether a text is meant as a name of the catalogue, such as {@code slowfast-8x8-r50@kinetics-400}. */
    public static boolean isName(String text) {
        return text.matches("[a-z0-9-]+@[a-z0-9.-]+");
    }

    /**
     * A file that can run here.
     *
     * @throws IllegalArgumentException when there is none of that name or it cannot run; the message says why
     */
    public static PublishedModel model(String id) {
        Optional<PublishedModel> found = ALL.stream().filter(model -> model.id().equals(id)).findFirst();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("There is no published model " + id + "." + similar(id)
                + " \"videoaction models\" lists them all.");
        } else if (!found.get().isOffered()) {
            throw new IllegalArgumentException("The published model " + id + " cannot be used: " + found.get().problem()
                + ".");
        }
        return found.get();
    }

    private static String similar(String id) {
        String network = id.replaceFirst("@.*", "");
        List<String> ids = offered().stream().map(PublishedModel::id).filter(other -> other.startsWith(network)).toList();
        return ids.isEmpty() ? "" : " There is " + String.join(", ", ids) + ".";
    }

    /**
     * Markdown tables of them, whose columns stand below each other.
     *
     * @param all whether those that cannot run are listed too, with the reason
     */
    public static String table(boolean all) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("model", "accuracy", "GMACs", "data set", "classes", "clip", "views", "program"));
        offered().forEach(model -> rows.add(List.of(model.id(), model.accuracy().toString(),
            String.format(Locale.ROOT, "%.1f", model.cost()), ClassNames.title(model.dataset()),
            Integer.toString(model.classes()), times(model.input().frames(), model.input().stride()),
            times(model.views().clips(), model.views().crops()), model.program())));
        if (!all) {
            return aligned(rows);
        }
        List<List<String>> missing = new ArrayList<>();
        missing.add(List.of("not offered", "accuracy", "data set", "program", "why"));
        ALL.stream().filter(model -> !model.isOffered()).forEach(model -> missing.add(List.of(model.id(),
            model.accuracy().toString(), ClassNames.title(model.dataset()), model.program(), model.problem())));
        return aligned(rows) + System.lineSeparator() + aligned(missing);
    }

    private static String times(int one, int other) {
        return one + " x " + other;
    }

    private static String aligned(List<List<String>> rows) {
        int[] widths = IntStream.range(0, rows.get(0).size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0)).toArray();
        List<String> lines = rows.stream().map(row -> IntStream.range(0, widths.length)
            .mapToObj(column -> row.get(column) + " ".repeat(widths[column] - row.get(column).length()))
            .collect(Collectors.joining(" | ", "| ", " |"))).collect(Collectors.toCollection(ArrayList::new));
        lines.add(1,
            Arrays.stream(widths).mapToObj(width -> "-".repeat(width + 2)).collect(Collectors.joining("|", "|", "|")));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }
}
