package org.videoaction.standin;

import java.io.IOException;
import java.util.Optional;

/** A node that may have a view. */
public interface ViewedNode {
    /**
     * The view of the node as it is after its execution.
     *
     * @return nothing if it has no view
     * @throws IOException if the page cannot be read or its data cannot be written
     */
    Optional<NodePage> page() throws IOException;
}
