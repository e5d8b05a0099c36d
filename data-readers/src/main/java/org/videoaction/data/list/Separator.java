package org.videoaction.data.list;

import java.util.List;
import java.util.stream.Stream;

/** What stands between the fields of a list's lines. */
public enum Separator {
    /** Blanks; the path before the last field may hold some. */
    BLANK(' '),
    /** A comma; fields may be in quotes. */
    COMMA(','),
    /** A semicolon; fields may be in quotes. */
    SEMICOLON(';'),
    /** A tab. */
    TAB('\t');

    private final char character;

    Separator(char character) {
        this.character = character;
    }

    /**
     * The separators that make paths of most lines' beginnings: names that end as those of videos do. Where they part some
     * line differently, nobody can tell which is meant.
     */
    static List<Separator> possible(List<TextFile.Line> lines) {
        List<Separator> parting = Stream.of(values())
            .filter(separator -> lines.stream().allMatch(line -> separator.parts(line.text()))).toList();
        long most = parting.stream().mapToLong(separator -> separator.videos(lines)).max().orElse(0);
        return parting.stream().filter(separator -> separator.videos(lines) == most).toList();
    }

    private boolean parts(String line) {
        List<String> fields = fields(line);
        return fields != null && fields.size() > 1;
    }

    private long videos(List<TextFile.Line> lines) {
        return lines.stream().filter(line -> VideoNames.isVideo(fields(line.text()).get(0))).count();
    }

    /** The fields of a line, without blanks at their ends and quotes round them; null where a quote is not closed. */
    List<String> fields(String line) {
        return this == BLANK ? blankSeparated(line) : TextFile.separated(line, character);
    }

    /** The path ends with the last word that is a video's name, else with the word before the last. */
    private static List<String> blankSeparated(String line) {
        String[] words = line.split(TextFile.BLANKS);
        if (line.startsWith("\"")) {
            int end = line.indexOf('"', 1);
            return end < 0 ? null : end + 1 == line.length() ? List.of(line.substring(1, end))
                : List.of(line.substring(1, end), unquoted(TextFile.stripped(line.substring(end + 1))));
        }
        if (words.length < 2) {
            return List.of(line);
        }
        int ending = words.length - 1;
        while (ending > 0 && !VideoNames.isVideo(words[ending - 1])) {
            ending--;
        }
        int gap = gapBehind(line, ending == 0 ? words.length - 1 : ending);
        return List.of(TextFile.stripped(line.substring(0, gap)), unquoted(TextFile.stripped(line.substring(gap))));
    }

    /** Where so many words of a line end. */
    private static int gapBehind(String line, int words) {
        int at = 0;
        for (int word = 0; word < words; word++) {
            while (TextFile.isBlank(line.charAt(at))) {
                at++;
            }
            while (!TextFile.isBlank(line.charAt(at))) {
                at++;
            }
        }
        return at;
    }

    private static String unquoted(String field) {
        return field.length() > 1 && field.startsWith("\"") && field.endsWith("\"")
            ? field.substring(1, field.length() - 1) : field;
    }
}
