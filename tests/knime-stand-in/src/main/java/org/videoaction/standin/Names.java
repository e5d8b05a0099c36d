package org.videoaction.standin;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Helps where a name is misspelled. */
final class Names {
    private Names() {
    }

    private static int caseless(String a, String b) {
        return distance(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
    }

    static String hint(String wrong, Collection<String> names) {
        List<String> near = names.stream()
            .filter(name -> caseless(wrong, name) <= 1 + wrong.length() / 3)
            .sorted(Comparator.comparingInt(name -> caseless(wrong, name))).toList();
        return near.isEmpty() ? "there are " + names : "did you mean " + near + "?";
    }

    /** How many characters must be inserted, deleted or replaced to get from one name to the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
