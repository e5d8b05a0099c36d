package org.videoaction.generated;

import java.util.Locale;

/** What the object of a generated video does. */
public enum Motion {
    MOVE_LEFT,
    MOVE_RIGHT,
    MOVE_UP,
    MOVE_DOWN,
    SPIN,
    GROW;

    /** The name of the class, for example "move_left". */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
