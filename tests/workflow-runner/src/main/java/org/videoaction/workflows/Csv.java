package org.videoaction.workflows;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.knime.core.data.DataRow;
import org.knime.core.node.BufferedDataTable;
import org.videoaction.data.FileProblem;

/** Tables as comma-separated values (RFC 4180), row keys first; missing values are empty. */
final class Csv {

    private Csv() {
    }

    static void write(BufferedDataTable table, Path file) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            List<String> names = new ArrayList<>(List.of("Row ID"));
            table.getDataTableSpec().forEach(column -> names.add(column.getName()));
            writer.write(line(names));
            for (DataRow row : table) {
                List<String> values = new ArrayList<>(List.of(row.getKey().getString()));
                row.forEach(cell -> values.add(cell.isMissing() ? "" : cell.toString()));
                writer.write(line(values));
            }
        } catch (IOException e) {
            throw FileProblem.writing(file, e);
        }
    }

    private static String line(List<String> values) {
        return values.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(String value) {
        return value.matches("(?s).*[\",\r\n].*") ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
    }
}
