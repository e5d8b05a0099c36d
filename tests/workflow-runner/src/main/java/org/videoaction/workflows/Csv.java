package org.videoaction.workflows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.knime.core.data.DataRow;
import org.knime.core.node.BufferedDataTable;
import org.videoaction.data.WholeFile;

/** Tables as comma-separated values (RFC 4180), row keys first; missing values are empty. */
final class Csv {

    private Csv() {
    }

    static void write(BufferedDataTable table, Path file) throws IOException {
        WholeFile.write(file, out -> {
            List<String> names = new ArrayList<>(List.of("Row ID"));
            table.getDataTableSpec().forEach(column -> names.add(column.getName()));
            out.write(line(names));
            for (DataRow row : table) {
                List<String> values = new ArrayList<>(List.of(row.getKey().getString()));
                row.forEach(cell -> values.add(cell.isMissing() ? "" : cell.toString()));
                out.write(line(values));
            }
        });
    }

    private static byte[] line(List<String> values) {
        return values.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\n")).getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String value) {
        return value.matches("(?s).*[\",\r\n].*") ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
    }
}
