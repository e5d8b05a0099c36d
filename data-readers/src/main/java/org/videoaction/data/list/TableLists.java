package org.videoaction.data.list;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.videoaction.data.sampling.Span;

/** Lists that are tables of comma-separated values with a header. */
final class TableLists {

    private TableLists() {
    }

    static List<DatasetList.Entry> kinetics(ListSource source) throws IOException {
        return kinetics(source,
            (id, span) -> String.format(Locale.ROOT, "%s_%06d_%06d", id, (long) span.start(), (long) span.end()), false);
    }

    static List<DatasetList.Entry> uncutKinetics(ListSource source) throws IOException {
        return kinetics(source, (id, span) -> id, true);
    }

    private static List<DatasetList.Entry> kinetics(ListSource source, BiFunction<String, Span, String> name, boolean uncut)
        throws IOException {
        return table(source, Set.of("youtube_id", "time_start", "time_end"), row -> {
            Span span = span(seconds(row.text("time_start")), seconds(row.text("time_end")));
            String label = row.text("label");
            String path = source.videos().file(List.of("", label, label.replace(' ', '_')),
                name.apply(row.text("youtube_id"), span), ".mp4");
            return List.of(new DatasetList.Entry(row.line(), path, label.isEmpty() ? null : label,
                label.isEmpty() ? List.of() : List.of(label), uncut ? span : null, 0,
                row.text("split").isEmpty() ? null : row.text("split")));
        });
    }

    static List<DatasetList.Entry> charades(ListSource source) throws IOException {
        return table(source, Set.of("id", "actions"), row -> {
            String path = VideoNames.mp4(row.text("id"));
            List<String[]> actions = Arrays.stream(row.text("actions").split(";")).map(String::strip)
                .filter(action -> !action.isEmpty()).map(action -> action.split("\\s+")).toList();
            List<String> labels = actions.stream().map(action -> action[0]).distinct().toList();
            if (actions.isEmpty()) {
                return List.of(DatasetList.Entry.unlabelled(row.line(), path));
            }
            List<DatasetList.Entry> entries = new ArrayList<>();
            for (String[] action : actions) {
                if (action.length != 3) {
                    throw new IllegalArgumentException("\"" + String.join(" ", action)
                        + "\" is not a class, its start and its end");
                }
                entries.add(new DatasetList.Entry(row.line(), path, action[0], labels,
                    span(seconds(action[1]), seconds(action[2])), 0, null));
            }
            return entries;
        });
    }

    /** A line of a table by the names of its header. */
    record Row(int line, Map<String, Integer> columns, List<String> fields) {

        /** A field, empty where the table has no such column. */
        String text(String column) {
            Integer index = columns.get(column);
            return index == null || index >= fields.size() ? "" : fields.get(index);
        }
    }

    /** @param needed columns without which it is another list */
    static List<DatasetList.Entry> table(ListSource source, Set<String> needed,
        Function<Row, List<DatasetList.Entry>> reader) throws IOException {
        List<TextFile.Line> lines = source.lines();
        List<String> header = TextFile.separated(lines.get(0).text(), ',');
        if (header == null) {
            throw new ListException(source.path(), List.of("line " + lines.get(0).number() + ": a quote is not closed"));
        }
        if (!header.containsAll(needed)) {
            throw new IOException(
                "The list " + source.path() + " has the columns " + String.join(", ", header) + "; it needs "
                    + String.join(", ", needed.stream().sorted().toList()) + ".");
        }
        Map<String, Integer> columns = new HashMap<>();
        for (int c = 0; c < header.size(); c++) {
            columns.put(header.get(c), c);
        }
        return source.entries(lines.subList(1, lines.size()), line -> {
            List<String> fields = TextFile.separated(line.text(), ',');
            if (fields == null) {
                throw new IllegalArgumentException("a quote is not closed");
            }
            if (fields.size() < needed.size()) {
                throw new IllegalArgumentException("\"" + line.text() + "\" has " + fields.size() + " of " + header.size()
                    + " columns");
            }
            return reader.apply(new Row(line.number(), columns, fields));
        });
    }

    static double seconds(String text) {
        try {
            double seconds = Double.parseDouble(text);
            if (seconds >= 0 && !Double.isInfinite(seconds)) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a time in seconds", e);
        }
        throw new IllegalArgumentException("\"" + text + "\" is not a time in seconds");
    }

    static Span span(double start, double end) {
        if (end < start) {
            throw new IllegalArgumentException("it ends at " + end + " s, before it starts at " + start + " s");
        }
        return new Span(start, end);
    }
}
