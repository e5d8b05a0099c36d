package org.videoaction.data.list;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.videoaction.data.PackedList;
import org.videoaction.data.WrongFile;

/** Reads text files line by line. */
final class TextFile {

    /** What some programs put before the first character of a text in UTF-8. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** Blanks that do not break, have another width, or none; they come with texts copied from pages and tables. */
    private static final String UNUSUAL_BLANKS = "\\p{Z}\u200B\uFEFF";
    private static final Pattern UNUSUAL_BLANK = Pattern.compile("[" + UNUSUAL_BLANKS + "&&[^ ]]");
    /** One or more blanks, as a regular expression. */
    static final String BLANKS = "[\\s" + UNUSUAL_BLANKS + "]+";
    private static final int UTF_16 = 0xFEFF;
    private static final int UTF_16_LITTLE = 0xFFFE;

    private TextFile() {
    }

    /** A line with its number, counted from 1, without blanks at its ends. */
    record Line(int number, String text) {

        /** How many lines are packed. */
        static final PackedList.Form<Line> FORM = new PackedList.Form<>() {

            @Override
            public void write(Line line, PackedList.Row row) {
                row.add(line.text());
                row.add(line.number());
            }

            @Override
            public Line read(PackedList.Row row) {
                String text = row.text();
                return new Line(row.number(), text);
            }
        };
    }

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
        checkExists(file);
        try {
            String text = Files.readString(file);
            checkKind(file, text);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        } catch (CharacterCodingException e) {
            throw notInUtf8(file, e);
        }
    }

    private static void checkKind(Path file, String start) throws IOException {
        Optional<WrongFile> wrong = WrongFile.text(start);
        if (wrong.isPresent()) {
            throw new IOException("The file " + file + " is " + wrong.get() + ".");
        }
    }

    private static String start(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return new String(bytes.readNBytes(WrongFile.START), StandardCharsets.UTF_8);
        }
    }

    private static void checkExists(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("The file " + file + " does not exist.");
        }
        WrongFile.checkThere(file);
    }

    private static IOException notInUtf8(Path file, CharacterCodingException e) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            int first = bytes.read() << Byte.SIZE | bytes.read();
            return new IOException("The file " + file + (first == UTF_16 || first == UTF_16_LITTLE
                ? " is a text file in UTF-16; save it as UTF-8."
                : " is not a text file in UTF-8" + WrongFile.of(file).map(wrong -> " but " + wrong).orElse("") + "."), e);
        }
    }

    /** Whether a character is a blank, of whatever kind. */
    static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u200B' || c == '\uFEFF';
    }

    /** A name with usual blanks, so that names that look the same are the same. */
    static String withUsualBlanks(String name) {
        return UNUSUAL_BLANK.matcher(name).replaceAll(" ");
    }

    /** A text without blanks at its ends. */
    static String stripped(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /**
     * Reads a file of any length, line by line; empty lines are passed over.
     *
     * @throws ListException when a line has control characters
     * @throws IOException when the file is missing or not in UTF-8
     */
    static void forEach(Path file, Consumer<Line> reader) throws IOException {
        checkExists(file);
        checkKind(file, start(file));
        Problems problems = new Problems(file);
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = stripped(line);
                if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
                    problems.add(number, "it holds a control character, which no text does");
                } else if (!text.isEmpty()) {
                    reader.accept(new Line(number, text));
                }
            }
        } catch (CharacterCodingException e) {
            throw notInUtf8(file, e);
        }
        problems.throwIfAny();
    }

    /**
     * The lines that are neither empty nor comments, which start with #.
     *
     * @param remarks gets how many comments there are
     * @throws ListException when a line has control characters
     * @throws IOException when the file is missing, not in UTF-8 or has no such line
     */
    static List<Line> lines(Path file, List<String> remarks) throws IOException {
        List<Line> lines = new PackedList<>(Line.FORM);
        int[] comments = {0};
        forEach(file, line -> {
            if (line.text().startsWith("#")) {
                comments[0]++;
            } else {
                lines.add(line);
            }
        });
        if (comments[0] > 0) {
            remarks.add((comments[0] == 1 ? "A line that starts" : comments[0] + " lines that start")
                + " with # in " + file.getFileName() + " " + (comments[0] == 1 ? "is" : "are") + " taken as comments.");
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
                fields.add(stripped(field.toString()));
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(stripped(field.toString()));
        return quoted ? null : fields;
    }
}
