package org.videoaction.model.training;

/** Training that has gone astray; the message says how and what to change. */
final class Diverged extends Exception {

    private static final long serialVersionUID = 1L;

    Diverged(String message) {
        super(message);
    }
}
