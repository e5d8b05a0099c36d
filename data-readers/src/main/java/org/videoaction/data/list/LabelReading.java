package org.videoaction.data.list;

/** What the labels of a list are. */
public enum LabelReading {
    /**
     * What they can be: a label that is a class's name, or its number in a numbered class file, is that class; one of digits
     * that is neither is an index from 0. Where some of the digits are names and others can only be indices, neither holds.
     */
    AUTOMATIC,
    /** Names of classes, also where they consist of digits. */
    NAMES,
    /** Indices, the first class being 0. */
    INDICES_FROM_0,
    /** Indices, the first class being 1. */
    INDICES_FROM_1
}
