package org.videoaction.model.network;

/** How many classes hold at once, and so what makes probabilities of scores. */
public enum Labels {
    /** Exactly one class: softmax. */
    ONE,
    /** Any number of classes, each on its own: sigmoid (Charades, AVA). */
    SEVERAL
}
