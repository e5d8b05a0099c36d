package org.videoaction.data.sampling;

/** Whose rounding and order holds where code bases differ by a pixel. */
public enum Convention {

    /**
     * The long side is rounded half up; what is left over is halved downwards; three crops come as left, right,
     * middle, of which the right one ends up to a pixel before the edge.
     */
    MMACTION2,
    /** The long side is rounded down; what is left over is halved upwards; three crops come as left, middle, right. */
    PYSLOWFAST
}
