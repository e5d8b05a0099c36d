package org.videoaction.data.list;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads text files line by line. */
final class TextFile {

    /** What some programs put before the first character of a text in UTF-8. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextFile() {
    }

    /** A line with its number, counted from 1, without blanks at its ends. */
    record Line(int number, String text) {}

    /**
     * The whole text.
     *
     * @throws IOException when the file is missing or not in UTF-8
     */
    static String content(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("The file " + file + " does not exist.");
        }
        try {
            String text = Files.readString(file);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        } catch (CharacterCodingException e) {
            throw new IOException("The file " + file + " is not a text file in UTF-8.", e);
        }
    }

    /**
     * The lines that are neither empty nor start with #.
     *
     * @throws IOException when the file is missing, not in UTF-8 or has no such line
     */
    static List<Line> lines(Path file) throws IOException {
        List<String> texts = content(file).lines().toList();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i).strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                lines.add(new Line(i + 1, text));
            }
        }
        if (lines.isEmpty()) {
            throw new IOException("The file " + file + " is empty.");
        }
        return lines;
    }

    /** The fields of a line of comma-separated values, without blanks at their ends; null where a quote is not closed. */
    static List<String> commaSeparated(String text) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString().strip());
        return quoted ? null : fields;
    }
}
