package org.videoaction.standin;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;

/** A node of a workflow that runs, and what came of it. */
public interface NodeRun {
    /** @return its number in the workflow */
    int id();

    /** @return the name of its kind */
    String name();

    /** @return what the user wrote below it, perhaps empty */
    String comment();

    /** @return how far it is */
    NodeState state();

    /** @return what is known of its outputs; null for those of which nothing is known */
    List<PortObjectSpec> specs();

    /** @return its outputs, the first data port first; empty unless it was executed */
    List<PortObject> outputs();

    /**
     * What its view shows.
     *
     * @return nothing unless it was executed and has a view
     * @throws IOException if the view's data cannot be read or written
     */
    Optional<NodePage> page() throws IOException;

    /** @return its warning */
    Optional<String> warning();

    /** @return why it failed, in one line */
    Optional<String> error();

    /** @return the exception behind the error */
    Optional<Throwable> failure();

    /** @return how long it executed */
    Duration duration();
}
