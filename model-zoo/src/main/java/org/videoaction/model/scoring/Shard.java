package org.videoaction.model.scoring;

import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several parts of a list, which are scored by processes that know nothing of each other: every so many-th video.
 *
 * @param number from 1
 * @param of how many there are
 */
public record Shard(int number, int of) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    public Shard {
        if (number < 1 || number > of) {
            throw new IllegalArgumentException(
                "There is no shard " + number + " of " + of + "; shards count from 1, as in 1/"
                    + Math.max(1, of) + ".");
        }
    }

    /** @param text such as "3/8" */
    public static Shard parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no shard; the third of eight is 3/8.");
        }
        return new Shard(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    /** What its files are called, such as "shard-03-of-16". */
    public String name() {
        return String.format(Locale.ROOT, "shard-%0" + String.valueOf(of).length() + "d-of-%d", number, of);
    }

    /** How many of a list's videos it has. */
    int size(int videos) {
        return (videos - number + of) / of;
    }

    /** Its part of a list, which is not copied. */
    public <T> List<T> part(List<T> list) {
        return new AbstractList<>() {

            @Override
            public T get(int index) {
                return list.get(index * of + number - 1);
            }

            @Override
            public int size() {
                return Shard.this.size(list.size());
            }
        };
    }
}
