package org.videoaction.knime.clips;

import org.knime.node.parameters.widget.choices.Label;
import org.videoaction.knime.IsOneOf;

/** What clips are for, from which the rest follows unless it is said. */
enum ClipsFor {
    @Label(value = "Training", description = """
            One clip at a random place of each video, in a random crop of frames whose short side is drawn too (256 to 320
            pixels for crops of 224). Clips are decoded whenever they are read, so that they differ in each epoch; the videos
            have to stay where they are.
            """)
    TRAINING,
    @Label(value = "Testing", description = """
            Clips spread evenly over each video, as many as there are views (short side 256 for crops of 224): to score
            videos, or to validate while a network learns.
            """)
    TESTING,
    @Label(value = "Custom", description = "All of it as chosen below.")
    CUSTOM;

    /** The choice itself, and that everything is chosen. */
    static final class IsCustom extends IsOneOf<ClipsFor> {
        IsCustom() {
            super(CUSTOM);
        }
    }

    /** Clips are for training. */
    static final class IsTraining extends IsOneOf<ClipsFor> {
        IsTraining() {
            super(IsCustom.class, TRAINING);
        }
    }

    /** Clips are for testing. */
    static final class IsTesting extends IsOneOf<ClipsFor> {
        IsTesting() {
            super(IsCustom.class, TESTING);
        }
    }
}
