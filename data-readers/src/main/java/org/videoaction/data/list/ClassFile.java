package org.videoaction.data.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A file that names the classes of a dataset: a name a line; numbered names ({@code 1 ApplyEyeMakeup}, as UCF101 has them,
 * {@code 0,abseiling}, or {@code clapping,0}, as Moments in Time has them); a JSON object of indices by names, as PySlowFast and
 * Something-Something have them; a JSON array of names, or of the words of each name, as Diving48 has them; or AVA's
 * {@code .pbtxt}.
 *
 * @param name of the file, empty where the classes come from elsewhere
 * @param numbers the classes by the numbers or codes that the file gives them; empty where it gives none
 */
public record ClassFile(String name, Classes classes, Map<String, String> numbers) {

    /** What MMAction2 puts between the words of a class of Diving48. */
    private static final String WORDS_OF_A_NAME = "+";
    private static final Pattern NAME_FIRST = Pattern.compile("(.*\\S)\\s*[,;\\t]\\s*(\\d{1,6})");
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,6})(?:\\s*[,;\\t:]\\s*|\\s+)(\\S.*)");

    /** Classes that are known already, such as a model's. */
    public static ClassFile of(Classes classes) {
        return new ClassFile("", classes, Map.of());
    }

    /** Reads a file of one of these forms. */
    public static ClassFile read(Path file) throws IOException {
        if (JsonFile.is(file)) {
            return ofJson(file, JsonFile.read(file));
        }
        if (file.toString().endsWith(".pbtxt")) {
            return ofNumbers(file, withoutGaps(ActionNames.read(file)));
        }
        List<String> lines = TextFile.lines(file).stream().map(TextFile.Line::text).toList();
        TreeMap<Integer, String> numbered = numbered(lines, NUMBERED, 1, 2);
        if (numbered.isEmpty()) {
            numbered = numbered(lines, NAME_FIRST, 2, 1);
        }
        return numbered.isEmpty() ? of(file, lines, lines, false) : ofNumbers(file, numbered);
    }

    /** A network has a class for each number; those that AVA does not measure have no name but their number. */
    private static TreeMap<Integer, String> withoutGaps(TreeMap<Integer, String> names) {
        for (int number = Math.min(1, names.firstKey()); number < names.lastKey(); number++) {
            names.putIfAbsent(number, String.valueOf(number));
        }
        return names;
    }

    /** Reads a file with a code, a space and a class name a line. */
    static ClassFile readCoded(Path file) throws IOException {
        List<String[]> lines = TextFile.lines(file).stream().map(line -> line.text().split("\\s+", 2)).toList();
        return of(file, lines.stream().map(parts -> parts[parts.length - 1]).toList(),
            lines.stream().map(parts -> parts[0]).toList(), true);
    }

    private static ClassFile ofNumbers(Path file, TreeMap<Integer, String> names) throws IOException {
        return of(file, List.copyOf(names.values()), names.keySet().stream().map(String::valueOf).toList(), true);
    }

    private static ClassFile of(Path file, List<String> written, List<String> numbers, boolean numbered)
        throws IOException {
        List<String> names = written.stream().map(TextFile::withUsualBlanks).toList();
        List<String> videos = names.stream().filter(ClassFile::holdsVideo).toList();
        if (videos.size() * 2 > names.size()) {
            throw new IOException("The file " + file + " names videos, such as \"" + videos.get(0)
                + "\": it is a list, not a file of classes.");
        }
        Map<String, String> byNumber = new HashMap<>();
        for (int i = 0; numbered && i < names.size(); i++) {
            byNumber.put(numbers.get(i), names.get(i));
        }
        if (names.stream().distinct().count() < names.size()) {
            throw new IOException("The class file " + file + " names a class twice.");
        }
        return new ClassFile(file.getFileName().toString(), new Classes(names), byNumber);
    }

    private static boolean holdsVideo(String name) {
        return Stream.of(name.split("[\\s,;]+")).anyMatch(VideoNames::isVideo);
    }

    /** The names by number where every line but perhaps a header has one, from 0 or 1 on without a gap; else nothing. */
    private static TreeMap<Integer, String> numbered(List<String> lines, Pattern form, int number, int name) {
        TreeMap<Integer, String> names = new TreeMap<>();
        int headers = isHeader(lines.get(0)) ? 1 : 0;
        for (String line : lines.subList(headers, lines.size())) {
            Matcher parts = form.matcher(line);
            if (!parts.matches() || names.put(Integer.valueOf(parts.group(number)), parts.group(name).strip()) != null) {
                return new TreeMap<>();
            }
        }
        boolean gapless = !names.isEmpty() && names.firstKey() <= 1
            && names.lastKey() - names.firstKey() == names.size() - 1;
        return gapless ? names : new TreeMap<>();
    }

    private static boolean isHeader(String line) {
        return line
            .matches("(?i)(id|index|number|label_?id|class_?id)\\s*[,;\\t ]\\s*(name|label|class|class_?name|action)");
    }

    private static ClassFile ofJson(Path file, JsonNode tree) throws IOException {
        if (tree.isObject() && !tree.isEmpty()) {
            return ofNumbers(file, byIndex(file, tree));
        }
        List<String> names = new ArrayList<>();
        for (JsonNode entry : tree) {
            List<String> words = new ArrayList<>();
            (entry.isArray() ? entry : List.of(entry))
                .forEach(word -> words.add(word.isTextual() ? word.asText().strip() : ""));
            names.add(words.contains("") ? "" : String.join(WORDS_OF_A_NAME, words));
        }
        if (!tree.isArray() || names.isEmpty() || names.contains("")) {
            throw new IOException("The class file " + file + " is neither a JSON object of class indices by names nor an "
                + "array of names.");
        }
        return of(file, names, names, false);
    }

    /** PySlowFast's file has its names in quotes of their own; Something-Something's has its indices as texts. */
    private static TreeMap<Integer, String> byIndex(Path file, JsonNode tree) throws IOException {
        TreeMap<Integer, String> names = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            String index = entry.getValue().asText();
            if (!index.matches("\\d{1,6}") || names.put(Integer.valueOf(index), entry.getKey().replace("\"", "")) != null) {
                throw new IOException("The class file " + file + " does not give each class an index of its own: "
                    + entry.getKey() + " has " + (index.isEmpty() ? "none" : index) + ".");
            }
        }
        if (!List.copyOf(names.keySet()).equals(IntStream.range(0, names.size()).boxed().toList())) {
            throw new IOException("The class file " + file + " does not number its classes from 0 on without a gap.");
        }
        return names;
    }
}
