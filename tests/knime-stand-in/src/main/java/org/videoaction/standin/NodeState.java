package org.videoaction.standin;

/** How far a node is. */
public enum NodeState {
    /** Its settings are read, nothing more. */
    IDLE,
    /** It accepted its settings and what is known of its inputs. */
    CONFIGURED,
    /** It works. */
    EXECUTING,
    /** It has made its outputs. */
    EXECUTED,
    /** It could not be configured or executed. */
    FAILED,
    /** It was stopped. */
    CANCELED
}
