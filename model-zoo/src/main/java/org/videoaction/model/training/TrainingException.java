package org.videoaction.model.training;

/** Training that cannot start or go on; the message says why and what to change. */
public final class TrainingException extends Exception {

    private static final long serialVersionUID = 1L;

    public TrainingException(String message) {
        super(message);
    }
}
