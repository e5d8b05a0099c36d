package org.videoaction.standin;

/** Hears what happens while a workflow runs; calls come from the thread of the run or of a node. */
public interface WorkflowListener {
    /** Hears nothing. */
    WorkflowListener NONE = new WorkflowListener() {};

    /**
     * A node got into another state.
     *
     * @param node the node with its new state
     */
    default void stateChanged(NodeRun node) {
    }

    /**
     * A node got further.
     *
     * @param node the node
     * @param fraction how much is done, between 0 and 1
     * @param message what it does, or null
     */
    default void progressChanged(NodeRun node, double fraction, String message) {
    }

    /**
     * A node warns.
     *
     * @param node the node
     * @param warning what it says
     */
    default void warned(NodeRun node, String warning) {
    }
}
