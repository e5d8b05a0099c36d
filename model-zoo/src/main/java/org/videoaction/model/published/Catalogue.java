package org.videoaction.model.published;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
        return (byCost ? models.sorted(Comparator.comparingDouble(PublishedModel::cost)) : models).toList();
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
     * A Markdown table of them.
     *
     * @param all whether those that cannot run are listed too, with the reason
     */
    public static String table(boolean all) {
        StringBuilder table = new StringBuilder("""
            | model | accuracy | GMACs | data set | classes | clip | views | program |
            |---|---|---|---|---|---|---|---|
            """);
        offered().forEach(model -> table.append(String.format(Locale.ROOT,
            "| %s | %s | %.1f | %s | %d | %d x %d | %d x %d | %s |%n", model.id(), model.accuracy(), model.cost(),
            model.dataset(), model.classes(), model.input().frames(), model.input().stride(), model.views().clips(),
            model.views().crops(), model.program())));
        Stream<PublishedModel> missing = ALL.stream().filter(model -> all && !model.isOffered());
        List<PublishedModel> rows = missing.toList();
        if (!rows.isEmpty()) {
            table.append(String.format(Locale.ROOT,
                "%n| not offered | accuracy | data set | program | why |%n|---|---|---|---|---|%n"));
            rows.forEach(model -> table
                .append(String.format(Locale.ROOT, "| %s | %s | %s | %s | %s |%n", model.id(), model.accuracy(),
                    model.dataset(), model.program(), model.problem())));
        }
        return table.toString();
    }
}
