package org.videoaction.standin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.workflow.FlowVariable;
import org.videoaction.standin.SavedWorkflow.SavedNode;

/**
 * Runs a saved workflow without KNIME. All nodes are configured first; if one refuses, none is executed. Then every
 * node is executed as soon as those before it are; a node that fails stops only those that depend on it.
 */
public final class WorkflowRunner implements AutoCloseable {
    private final NodeGraph m_graph;
    private final List<RunningNode> m_order;
    private final Map<String, FlowVariable> m_variables = new LinkedHashMap<>();
    private final RunFolder m_folder;
    private volatile boolean m_canceled;
    private volatile RunningNode m_executing;
    private volatile Thread m_worker;

    private WorkflowRunner(SavedWorkflow saved, NodeRepository repository, Path folder) throws WorkflowException {
        List<RunningNode> nodes = new ArrayList<>();
        for (SavedNode node : saved.nodes()) {
            nodes.add(new RunningNode(node, repository));
        }
        m_graph = new NodeGraph(nodes, saved.connections());
        m_order = m_graph.inOrder();
        saved.variables().forEach(variable -> m_variables.put(variable.getName(), variable));
        try {
            m_folder = RunFolder.of(folder.toAbsolutePath());
        } catch (IOException e) {
            throw new WorkflowException("no place for temporary files: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a workflow of the nodes that the plug-ins on the class path contribute.
     *
     * @param folder the folder with workflow.knime
     * @return the workflow, ready to run
     * @throws WorkflowException if something about it is not understood
     */
    public static WorkflowRunner load(Path folder) throws WorkflowException {
        return load(folder, NodeRepository.ofPlugins());
    }

    /**
     * Reads a workflow.
     *
     * @param folder the folder with workflow.knime
     * @param repository the nodes that it may be made of
     * @return the workflow, ready to run
     * @throws WorkflowException if something about it is not understood
     */
    public static WorkflowRunner load(Path folder, NodeRepository repository) throws WorkflowException {
        return new WorkflowRunner(SavedWorkflow.read(folder), repository, folder);
    }

    /** @return the nodes in the order of their execution */
    public List<NodeRun> nodes() {
        return List.copyOf(m_order);
    }

    /**
     * Changes a setting. A file needs no more than its path, an optional setting becomes present.
     *
     * @param node a node's number such as #3, its comment, or its name where only one has it
     * @param keys the setting's key, below groups with slashes
     * @param value the new value as a text
     * @return this
     * @throws WorkflowException if there is no such node or setting, or the value does not fit
     */
    public WorkflowRunner set(String node, String keys, String value) throws WorkflowException {
        find(node).edit(keys, value);
        return this;
    }

    /**
     * Changes a workflow variable.
     *
     * @param name the variable
     * @param value the new value as a text
     * @return this
     * @throws WorkflowException if there is no such variable or the value does not fit
     */
    public WorkflowRunner setVariable(String name, String value) throws WorkflowException {
        FlowVariable old = m_variables.get(name);
        if (old == null) {
            throw new WorkflowException(
                "there is no workflow variable \"" + name + "\"; " + Names.hint(name, m_variables.keySet()));
        }
        NodeSettings settings = new NodeSettings(name);
        old.save(settings);
        SettingEdit.apply(settings, "value", value);
        try {
            m_variables.put(name, FlowVariable.load(settings));
        } catch (InvalidSettingsException e) {
            throw new WorkflowException(e.getMessage(), e);
        }
        return this;
    }

    private RunningNode find(String wanted) throws WorkflowException {
        for (Predicate<RunningNode> same : List.<Predicate<RunningNode>>of(
            node -> wanted.equals("#" + node.id()) || wanted.equals(Integer.toString(node.id())),
            node -> wanted.equals(node.comment()), node -> wanted.equals(node.name()))) {
            List<RunningNode> found = m_graph.nodes().stream().filter(same).toList();
            if (found.size() == 1) {
                return found.get(0);
            }
            if (found.size() > 1) {
                throw new WorkflowException("several nodes are called \"" + wanted + "\": " + found);
            }
        }
        List<String> names = new ArrayList<>();
        m_graph.nodes().forEach(node -> {
            names.add(node.name());
            if (!node.comment().isEmpty()) {
                names.add(node.comment());
            }
        });
        throw new WorkflowException("there is no node \"" + wanted + "\"; " + Names.hint(wanted, names));
    }

    /**
     * Runs the workflow in the current thread until all is done or {@link #cancel()} is called.
     *
     * @param listener hears what happens
     * @return what came of the nodes
     */
    public RunResult run(WorkflowListener listener) {
        m_order.forEach(node -> node.start(listener));
        m_folder.enter();
        try {
            if (configureAll()) {
                m_order.forEach(this::executeIfPossible);
            }
        } finally {
            RunFolder.leave();
        }
        return new RunResult(m_order, m_canceled);
    }

    /**
     * Does what KNIME does when it opens a workflow.
     *
     * @return the nodes, of which those are configured that can be
     */
    public List<NodeRun> configure() {
        m_order.forEach(node -> node.start(new WorkflowListener() {}));
        m_folder.enter();
        try {
            configureAll();
        } finally {
            RunFolder.leave();
        }
        return nodes();
    }

    private boolean configureAll() {
        boolean accepted = true;
        for (RunningNode node : m_order) {
            boolean ready = m_graph.predecessors(node).stream().noneMatch(p -> p.state() == NodeState.FAILED);
            if (ready && m_graph.knowsInputs(node)) {
                accepted &= configure(node);
            }
        }
        return accepted;
    }

    private boolean configure(RunningNode node) {
        return node.configure(m_graph.inputSpecs(node), m_graph.variables(node, m_variables));
    }

    private void executeIfPossible(RunningNode node) {
        boolean ready = m_graph.predecessors(node).stream().allMatch(p -> p.state() == NodeState.EXECUTED);
        if (!m_canceled && ready && configure(node)) {
            inOwnThread(node);
        }
    }

    /** A node is interrupted when it shall stop, which must not hit the thread of the caller. */
    private void inOwnThread(RunningNode node) {
        Thread worker = new Thread(() -> node.execute(m_graph.inputs(node)), node.toString());
        synchronized (this) {
            m_executing = node;
            m_worker = worker;
        }
        worker.start();
        if (m_canceled) {
            stop();
        }
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
                cancel();
            }
        }
        synchronized (this) {
            m_executing = null;
            m_worker = null;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the run from another thread: the node that executes is told and interrupted, the rest is left out. */
    public void cancel() {
        m_canceled = true;
        stop();
    }

    private synchronized void stop() {
        if (m_worker != null) {
            m_executing.cancel();
            m_worker.interrupt();
        }
    }

    /** Deletes the files that the nodes' outputs are in. */
    @Override
    public void close() {
        m_folder.close();
    }
}
