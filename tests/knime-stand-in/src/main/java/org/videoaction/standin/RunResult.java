package org.videoaction.standin;

import java.util.List;
import java.util.Optional;

/**
 * What came of a workflow.
 *
 * @param nodes all nodes in the order of their execution
 * @param canceled whether the run was stopped
 */
public record RunResult(List<? extends NodeRun> nodes, boolean canceled) {
    /** @return true if every node was executed */
    public boolean succeeded() {
        return nodes.stream().allMatch(node -> node.state() == NodeState.EXECUTED);
    }

    /** @return what went wrong, in one line; empty if nothing did */
    public Optional<String> error() {
        Optional<String> failed = nodes.stream().filter(node -> node.state() == NodeState.FAILED).findFirst()
            .map(node -> node.name() + " (#" + node.id() + "): " + node.error().orElse("failed"));
        return failed.isPresent() || !canceled ? failed : Optional.of("the workflow was canceled");
    }

    /**
     * A node by its number.
     *
     * @param id the number
     * @return what came of it
     */
    public NodeRun node(int id) {
        return nodes.stream().filter(node -> node.id() == id).findFirst().orElseThrow();
    }
}
