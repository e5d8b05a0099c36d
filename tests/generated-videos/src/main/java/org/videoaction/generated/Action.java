package org.videoaction.generated;

import java.util.Locale;

/** What a shape of a generated scene does or is; several hold at once. */
public enum Action {
    STAND,
    MOVE,
    TURN,
    SHINE;

    /** The name of the class, for example "stand". */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
