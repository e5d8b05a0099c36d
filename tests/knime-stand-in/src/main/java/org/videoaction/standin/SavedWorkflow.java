package org.videoaction.standin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.workflow.FlowVariable;

/**
 * A workflow as its folder has it.
 *
 * @param variables the workflow variables
 * @param nodes the nodes with their settings files
 * @param connections the wires between them
 */
record SavedWorkflow(List<FlowVariable> variables, List<SavedNode> nodes, List<Connection> connections) {
    private static final String FILE = "workflow.knime";

    /**
     * A node as its folder has it.
     *
     * @param id its number in the workflow
     * @param settings its settings file
     */
    record SavedNode(int id, NodeSettingsRO settings) {
        String name() {
            return settings.getString("name", settings.getString("node-name", "node"));
        }

        String factory() throws InvalidSettingsException {
            return settings.getString("factory");
        }

        /** What the user wrote below the node. */
        String comment() {
            try {
                return settings.containsKey("nodeAnnotation")
                    ? settings.getNodeSettings("nodeAnnotation").getString("text", "") : "";
            } catch (InvalidSettingsException e) {
                return "";
            }
        }
    }

    static SavedWorkflow read(Path folder) throws WorkflowException {
        NodeSettingsRO file = readFile(folder.resolve(FILE));
        try {
            return new SavedWorkflow(variables(file), nodes(folder, file.getNodeSettings("nodes")),
                connections(file.getNodeSettings("connections")));
        } catch (InvalidSettingsException e) {
            throw new WorkflowException(folder.resolve(FILE) + ": " + e.getMessage(), e);
        }
    }

    private static NodeSettingsRO readFile(Path file) throws WorkflowException {
        try (InputStream in = Files.newInputStream(file)) {
            return NodeSettings.loadFromXML(in);
        } catch (NoSuchFileException e) {
            throw new WorkflowException("there is no file " + file, e);
        } catch (IOException e) {
            throw new WorkflowException(file + ": " + e.getMessage(), e);
        }
    }

    private static List<FlowVariable> variables(NodeSettingsRO file) throws InvalidSettingsException {
        List<FlowVariable> variables = new ArrayList<>();
        if (file.containsKey("workflow_variables")) {
            NodeSettingsRO list = file.getNodeSettings("workflow_variables");
            for (String key : list) {
                variables.add(FlowVariable.load(list.getNodeSettings(key)));
            }
        }
        return variables;
    }

    private static List<SavedNode> nodes(Path folder, NodeSettingsRO list)
        throws InvalidSettingsException, WorkflowException {
        List<SavedNode> nodes = new ArrayList<>();
        for (String key : list) {
            NodeSettingsRO node = list.getNodeSettings(key);
            int id = node.getInt("id");
            String location = node.getString("node_settings_file");
            refuseContainers(node, id, location);
            nodes.add(new SavedNode(id, readFile(folder.resolve(location))));
        }
        return nodes;
    }

    private static void refuseContainers(NodeSettingsRO node, int id, String location) throws WorkflowException {
        String type = node.getString("node_type", node.getBoolean("node_is_meta", false) ? "MetaNode" : "NativeNode");
        if (!type.equals("NativeNode")) {
            String kind = type.equals("SubNode") ? "component" : "metanode";
            String name = location.replaceFirst("\\s*\\(#.*", "");
            throw new WorkflowException("node #" + id + " \"" + name + "\" is a " + kind
                + "; only KNIME itself runs those");
        }
    }

    private static List<Connection> connections(NodeSettingsRO list) throws InvalidSettingsException {
        List<Connection> connections = new ArrayList<>();
        for (String key : list) {
            NodeSettingsRO wire = list.getNodeSettings(key);
            connections.add(new Connection(wire.getInt("sourceID"), wire.getInt("sourcePort"), wire.getInt("destID"),
                wire.getInt("destPort")));
        }
        return connections;
    }
}
