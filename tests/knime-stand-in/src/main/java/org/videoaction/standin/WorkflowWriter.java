package org.videoaction.standin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.workflow.FlowVariable;

/** Puts a workflow together and saves it as KNIME does, not executed. */
public final class WorkflowWriter {
    private static final String CREATED_BY = "5.8.2";
    private static final String FORMAT = "5.1.0";
    /** One date for all workflows, so that writing the same again changes no file. */
    private static final String DATE = "2026-01-01 00:00:00 +0000";
    private final Plugin m_plugin;
    private final List<WrittenNode> m_nodes = new ArrayList<>();
    private final List<Connection> m_connections = new ArrayList<>();
    private final List<FlowVariable> m_variables = new ArrayList<>();

    /**
     * Starts an empty workflow.
     *
     * @param plugin what the nodes come from
     */
    public WorkflowWriter(Plugin plugin) {
        m_plugin = plugin;
    }

    /**
     * Adds a node with its default parameters; numbers count from 1.
     *
     * @param factory its factory
     * @return the node, to be changed
     */
    public WrittenNode node(Class<? extends NodeFactory<?>> factory) {
        WrittenNode node = new WrittenNode(m_nodes.size() + 1, factory);
        m_nodes.add(node);
        return node;
    }

    /**
     * Connects two nodes.
     *
     * @param source where the connection comes from
     * @param sourcePort the output there; data ports count from 1, 0 carries flow variables
     * @param dest where it goes to
     * @param destPort the input there
     * @return this
     */
    public WorkflowWriter connect(WrittenNode source, int sourcePort, WrittenNode dest, int destPort) {
        m_connections.add(new Connection(source.id(), sourcePort, dest.id(), destPort));
        return this;
    }

    /**
     * Adds a workflow variable.
     *
     * @param variable its name, type and value
     * @return this
     */
    public WorkflowWriter variable(FlowVariable variable) {
        m_variables.add(variable);
        return this;
    }

    /**
     * Writes the workflow as it is before KNIME has opened it.
     *
     * @param folder the workflow's folder, made where it is missing
     * @throws WorkflowException if a node refuses its settings or a setting does not exist
     * @throws IOException if a file cannot be written
     */
    public void write(Path folder) throws WorkflowException, IOException {
        write(folder, Set.of());
    }

    /**
     * Writes the workflow as KNIME does when it saves one that it has opened: nodes that can be configured are.
     *
     * @param folder the workflow's folder, made where it is missing
     * @throws WorkflowException as {@link #write(Path)}, or if the nodes are not installed or their connections do not fit
     * @throws IOException if a file cannot be written
     */
    public void writeConfigured(Path folder) throws WorkflowException, IOException {
        write(folder);
        try (WorkflowRunner opened = WorkflowRunner.load(folder)) {
            write(folder, opened.configure().stream().filter(node -> node.state() == NodeState.CONFIGURED).map(NodeRun::id)
                .collect(Collectors.toSet()));
        }
    }

    /** @param configured the nodes that are, by their numbers: KNIME warns where that differs when it opens the workflow */
    private void write(Path folder, Set<Integer> configured) throws WorkflowException, IOException {
        NodeSettings workflow = header(state(configured.size() == m_nodes.size()));
        NodeSettingsWO nodes = workflow.addNodeSettings("nodes");
        for (WrittenNode node : m_nodes) {
            write(node.settings(m_plugin, state(configured.contains(node.id()))), folder.resolve(node.folder()));
            node.saveTo(nodes.addNodeSettings("node_" + node.id()));
        }
        NodeSettingsWO connections = workflow.addNodeSettings("connections");
        m_connections.forEach(wire -> save(wire, connections));
        editor(workflow.addNodeSettings("workflow_editor_settings"));
        write(workflow, folder);
    }

    private static String state(boolean configured) {
        return (configured ? NodeState.CONFIGURED : NodeState.IDLE).name();
    }

    private NodeSettings header(String state) {
        NodeSettings workflow = new NodeSettings("workflow.knime");
        workflow.addString("created_by", CREATED_BY);
        workflow.addBoolean("created_by_nightly", false);
        workflow.addString("version", FORMAT);
        workflow.addString("name", null);
        NodeSettingsWO author = workflow.addNodeSettings("authorInformation");
        author.addString("authored-by", m_plugin.vendor());
        author.addString("authored-when", DATE);
        author.addString("lastEdited-by", null);
        author.addString("lastEdited-when", null);
        workflow.addString("customDescription", null);
        workflow.addString("state", state);
        if (!m_variables.isEmpty()) {
            NodeSettingsWO variables = workflow.addNodeSettings("workflow_variables");
            m_variables.forEach(
                variable -> variable.save(variables.addNodeSettings("Var_" + m_variables.indexOf(variable))));
        }
        workflow.addNodeSettings("workflow_credentials");
        return workflow;
    }

    private void save(Connection wire, NodeSettingsWO connections) {
        NodeSettingsWO settings = connections.addNodeSettings("connection_" + m_connections.indexOf(wire));
        settings.addInt("sourceID", wire.source());
        settings.addInt("destID", wire.dest());
        settings.addInt("sourcePort", wire.sourcePort());
        settings.addInt("destPort", wire.destPort());
    }

    private static void editor(NodeSettingsWO settings) {
        settings.addBoolean("workflow.editor.snapToGrid", false);
        settings.addBoolean("workflow.editor.ShowGrid", false);
        settings.addInt("workflow.editor.gridX", 20);
        settings.addInt("workflow.editor.gridY", 20);
        settings.addDouble("workflow.editor.zoomLevel", 1);
        settings.addBoolean("workflow.editor.curvedConnections", true);
        settings.addInt("workflow.editor.connectionWidth", 2);
    }

    private static void write(NodeSettings settings, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (OutputStream out = Files.newOutputStream(folder.resolve(settings.getKey()))) {
            settings.saveToXML(out);
        }
    }
}
