package org.videoaction.knime.score;

import org.videoaction.knime.OptionalSetting;

/** The name of the class that stands for nothing. */
public final class BackgroundClass extends OptionalSetting.OfText {

    /** What dialogs call it. */
    public static final String TITLE = "Background class";
    /** What it is mostly called. */
    private static final String USUAL = "background";

    /** Off until it is wanted. */
    public BackgroundClass() {
        super("background_class", USUAL);
    }
}
