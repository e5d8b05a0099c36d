package org.videoaction.model.training;

/**
 * The shape of a batch beside that of the plan: how many times more clips it has, and how much of their frames and sides.
 *
 * @param longFactor times as many clips for the long cycle's shape; batch normalisation sees the batch in as many parts
 * @param shortFactor times as many clips again for the short cycle's crop
 * @param time the share of the frames
 * @param side the share of a crop's side
 */
public record BatchShape(int longFactor, int shortFactor, double time, double side) {

    /** The plan's own. */
    public static final BatchShape WHOLE = new BatchShape(1, 1, 1, 1);

    /** Whether clips are as they are in the plan. */
    public boolean isWhole() {
        return time == 1 && side == 1;
    }

    /** The clips of a batch, beside the plan's {@code clips}. */
    public int clips(int clips) {
        return clips * longFactor * shortFactor;
    }

    /** The clips that batch normalisation sees together, beside the plan's {@code clips}. */
    public int part(int clips) {
        return clips * shortFactor;
    }

    /** The frames of a clip, beside the plan's T. */
    public int frames(int frames) {
        return Math.max(1, (int) Math.rint(frames * time));
    }

    /** The side of a crop in pixels, beside the plan's. */
    public int crop(int crop) {
        return Math.max(1, (int) Math.rint(crop * side));
    }
}
