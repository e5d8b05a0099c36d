package org.videoaction.standin;

/** Says in one line why a workflow cannot be read, changed or written. */
public final class WorkflowException extends Exception {
    private static final long serialVersionUID = 1;

    WorkflowException(String message) {
        super(message);
    }

    WorkflowException(String message, Throwable cause) {
        super(message, cause);
    }
}
