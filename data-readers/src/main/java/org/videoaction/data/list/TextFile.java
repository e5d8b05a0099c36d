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

    /** As {@link #lines(Path, List)}, without a word about comments. */
    static List<Line> lines(Path file) throws IOException {
        return lines(file, new ArrayList<>());
    }

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
     * The lines that are neither empty nor comments, which start with #.
     *
     * @param remarks gets how many comments there are
     * @throws ListException when a line has control characters
     * @throws IOException when the file is missing, not in UTF-8 or has no such line
     */
    static List<Line> lines(Path file, List<String> remarks) throws IOException {
        List<String> texts = content(file).lines().toList();
        Problems problems = new Problems(file);
        List<Line> lines = new ArrayList<>();
        int comments = 0;
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i).strip();
            if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
                problems.add(i + 1, "it holds a control character, which no text does");
            } else if (text.startsWith("#")) {
                comments++;
            } else if (!text.isEmpty()) {
                lines.add(new Line(i + 1, text));
            }
        }
        problems.throwIfAny();
        if (comments > 0) {
            remarks.add((comments == 1 ? "A line that starts" : comments + " lines that start")
                + " with # in " + file.getFileName() + " " + (comments == 1 ? "is" : "are") + " taken as comments.");
        }
        if (lines.isEmpty()) {
            throw new IOException("The file " + file + " is empty.");
        }
        return lines;
    }

    /** The fields of a line of separated values, without blanks at their ends; null where a quote is not closed. */
    static List<String> separated(String text, char separator) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"' && (quoted || field.toString().isBlank())) {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
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
