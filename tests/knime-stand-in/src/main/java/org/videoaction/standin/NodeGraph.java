package org.videoaction.standin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.knime.core.node.Node;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.workflow.FlowVariable;

/** The nodes of a workflow with the wires between them, checked. */
final class NodeGraph {
    private final Map<Integer, RunningNode> m_nodes = new TreeMap<>();
    private final List<Connection> m_connections;

    NodeGraph(Collection<RunningNode> nodes, List<Connection> connections) throws WorkflowException {
        nodes.forEach(node -> m_nodes.put(node.id(), node));
        m_connections = connections;
        for (Connection wire : connections) {
            check(wire);
        }
        for (RunningNode node : nodes) {
            checkInputs(node);
        }
    }

    private void check(Connection wire) throws WorkflowException {
        RunningNode source = m_nodes.get(wire.source());
        RunningNode dest = m_nodes.get(wire.dest());
        if (source == null || dest == null) {
            throw new WorkflowException("connection " + wire + " belongs to a node that is not there");
        }
        Node from = source.node();
        Node to = dest.node();
        if (wire.sourcePort() >= from.getNrOutPorts() || wire.destPort() >= to.getNrInPorts()
            || wire.sourcePort() < 0 || wire.destPort() < 0) {
            throw new WorkflowException("connection " + wire + " needs a port that is not there: " + source + " has "
                + (from.getNrOutPorts() - 1) + " outputs, " + dest + " has " + (to.getNrInPorts() - 1) + " inputs");
        }
        if (wire.destPort() > 0 && (wire.sourcePort() == 0 || !to.getInputType(wire.destPort())
            .isSuperTypeOf(from.getOutputType(wire.sourcePort())))) {
            throw new WorkflowException("connection " + wire + " does not fit: " + dest + " wants "
                + to.getInputType(wire.destPort()));
        }
    }

    private void checkInputs(RunningNode node) throws WorkflowException {
        for (int port = 1; port < node.node().getNrInPorts(); port++) {
            int at = port;
            long wires = m_connections.stream().filter(w -> w.dest() == node.id() && w.destPort() == at).count();
            if (wires > 1) {
                throw new WorkflowException("two connections end at input " + port + " of node " + node);
            }
            if (wires == 0 && !node.node().getInputType(port).isOptional()) {
                throw new WorkflowException("input " + port + " of node " + node + " is not connected");
            }
        }
    }

    Collection<RunningNode> nodes() {
        return m_nodes.values();
    }

    /** Every node after those that it depends on; where that leaves a choice, by number. */
    List<RunningNode> inOrder() throws WorkflowException {
        Set<RunningNode> done = new LinkedHashSet<>();
        for (boolean found = true; found;) {
            Optional<RunningNode> next = m_nodes.values().stream()
                .filter(node -> !done.contains(node) && done.containsAll(predecessors(node))).findFirst();
            next.ifPresent(done::add);
            found = next.isPresent();
        }
        if (done.size() < m_nodes.size()) {
            List<RunningNode> rest = new ArrayList<>(m_nodes.values());
            rest.removeAll(done);
            throw new WorkflowException("the connections form a circle among " + rest);
        }
        return List.copyOf(done);
    }

    List<RunningNode> predecessors(RunningNode node) {
        return m_connections.stream().filter(wire -> wire.dest() == node.id()).map(wire -> m_nodes.get(wire.source()))
            .distinct().toList();
    }

    PortObjectSpec[] inputSpecs(RunningNode node) {
        PortObjectSpec[] specs = new PortObjectSpec[node.node().getNrInPorts() - 1];
        for (Connection wire : dataInputs(node)) {
            specs[wire.destPort() - 1] = m_nodes.get(wire.source()).specs().get(wire.sourcePort() - 1);
        }
        return specs;
    }

    PortObject[] inputs(RunningNode node) {
        PortObject[] objects = new PortObject[node.node().getNrInPorts() - 1];
        for (Connection wire : dataInputs(node)) {
            objects[wire.destPort() - 1] = m_nodes.get(wire.source()).outputs().get(wire.sourcePort() - 1);
        }
        return objects;
    }

    /** Whether something is known of every connected input. */
    boolean knowsInputs(RunningNode node) {
        PortObjectSpec[] specs = inputSpecs(node);
        return dataInputs(node).stream().allMatch(wire -> specs[wire.destPort() - 1] != null);
    }

    private List<Connection> dataInputs(RunningNode node) {
        return m_connections.stream().filter(wire -> wire.dest() == node.id() && wire.destPort() > 0).toList();
    }

    /** The workflow's variables and those of the predecessors; the flow-variable port counts most. */
    Map<String, FlowVariable> variables(RunningNode node, Map<String, FlowVariable> ofWorkflow) {
        Map<String, FlowVariable> variables = new LinkedHashMap<>(ofWorkflow);
        m_connections.stream().filter(wire -> wire.dest() == node.id())
            .sorted((a, b) -> Integer.compare(rank(a), rank(b)))
            .forEach(wire -> variables.putAll(m_nodes.get(wire.source()).variables()));
        return variables;
    }

    private static int rank(Connection wire) {
        return wire.destPort() == 0 ? Integer.MAX_VALUE : wire.destPort();
    }
}
