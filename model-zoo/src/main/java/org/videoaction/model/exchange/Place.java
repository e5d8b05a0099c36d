package org.videoaction.model.exchange;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a network a tensor stands, which our name of it says and all code bases express in their own way.
 *
 * @param pathway {@code slow}, {@code fast} or nothing
 * @param stage 1 for the stem, 2 to 5 for res2 to res5; of a lateral connection the one that it leads away from
 * @param block counted from 0
 * @param part which of a block's, a non-local block's or a neck's layers; of a stem in two parts {@code space} for the first
 * @param norm whether it belongs to a batch normalisation
 * @param leaf {@code weight}, {@code bias}, {@code running_mean} or {@code running_var}
 */
record Place(Kind kind, String pathway, int stage, int block, String part, boolean norm, String leaf) {

    /** The kinds of place. */
    enum Kind {
        STEM,
        BLOCK,
        /** The layers of an X3D between its last stage and its classifier: {@code conv5} and {@code fc1}. */
        NECK,
        NONLOCAL,
        LATERAL,
        HEAD
    }

    private static final Pattern STEM = Pattern.compile("(?:(slow|fast)\\.)?stem\\.(?:(space)\\.)?(conv|bn)\\.(\\w+)");
    private static final Pattern BLOCK = Pattern
        .compile(
            "(?:(slow|fast)\\.)?res(\\d)\\.(\\d+)\\.(a|a\\.space|mix|b|b\\.space|b\\.time|squeeze|excite|c|shortcut)\\.(conv|bn)\\.(\\w+)");
    private static final Pattern NECK = Pattern.compile("(conv5|fc1)\\.(conv|bn)\\.(\\w+)");
    private static final Pattern NONLOCAL = Pattern
        .compile("(?:(slow|fast)\\.)?res(\\d)\\.(\\d+)\\.nonlocal\\.(theta|phi|g|out|bn)\\.(\\w+)");
    private static final Pattern LATERAL = Pattern.compile("lateral\\.(stem|res(\\d))\\.(conv|bn)\\.(\\w+)");
    private static final Pattern HEAD = Pattern.compile("head\\.fc\\.(\\w+)");

    /** @throws IllegalArgumentException when no network of ours has a tensor of that name */
    static Place of(String name) {
        Matcher m = BLOCK.matcher(name);
        if (m.matches()) {
            return new Place(Kind.BLOCK, orNothing(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)),
                m.group(4), m.group(5).equals("bn"), m.group(6));
        }
        m = NONLOCAL.matcher(name);
        if (m.matches()) {
            return new Place(Kind.NONLOCAL, orNothing(m.group(1)), Integer.parseInt(m.group(2)),
                Integer.parseInt(m.group(3)), m.group(4), m.group(4).equals("bn"), m.group(5));
        }
        m = STEM.matcher(name);
        if (m.matches()) {
            return new Place(Kind.STEM, orNothing(m.group(1)), 1, 0, orNothing(m.group(2)), m.group(3).equals("bn"),
                m.group(4));
        }
        m = NECK.matcher(name);
        if (m.matches()) {
            return new Place(Kind.NECK, "", 0, 0, m.group(1), m.group(2).equals("bn"), m.group(3));
        }
        m = LATERAL.matcher(name);
        if (m.matches()) {
            int stage = m.group(2) == null ? 1 : Integer.parseInt(m.group(2));
            return new Place(Kind.LATERAL, "", stage, 0, "", m.group(3).equals("bn"), m.group(4));
        }
        m = HEAD.matcher(name);
        if (m.matches()) {
            return new Place(Kind.HEAD, "", 0, 0, "", false, m.group(1));
        }
        throw new IllegalArgumentException("No other code base has a tensor like " + name + ".");
    }

    /** 0 for Slow and for a network of one pathway, 1 for Fast. */
    int pathwayIndex() {
        return pathway.equals("fast") ? 1 : 0;
    }

    /** One of two words, as it belongs to a batch normalisation or not. */
    String either(String ofNorm, String ofConvolution) {
        return norm ? ofNorm : ofConvolution;
    }

    private static String orNothing(String group) {
        return group == null ? "" : group;
    }
}
