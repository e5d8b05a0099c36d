package org.videoaction.standin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.Node;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.context.ModifiableNodeCreationConfiguration;
import org.knime.core.node.context.ports.ModifiablePortsConfiguration;
import org.knime.core.node.port.PortType;
import org.knime.node.parameters.NodeParameters;

/** A node of a workflow that is being written. */
public final class WrittenNode {
    private static final String SETTINGS_FILE = "settings.xml";
    private static final int WIDTH = 74;
    private static final int HEIGHT = 81;
    private static final int COLUMN = 160;
    private final int m_id;
    private final NodeFactory<NodeModel> m_factory;
    private final ModifiableNodeCreationConfiguration m_creation;
    private final Map<String, String> m_edits = new LinkedHashMap<>();
    private final VariableOverlay m_overlay = VariableOverlay.none();
    private NodeParameters m_parameters;
    private String m_comment = "";
    private int m_x;
    private int m_y = 120;

    @SuppressWarnings("unchecked")
    WrittenNode(int id, Class<? extends NodeFactory<?>> factory) {
        m_id = id;
        m_x = COLUMN * id;
        m_factory = (NodeFactory<NodeModel>) Contributions.create(factory);
        m_creation = m_factory instanceof ConfigurableNodeFactory<NodeModel> configurable
            ? configurable.createNodeCreationConfig() : null;
    }

    /** @return the node's number */
    public int id() {
        return m_id;
    }

    /**
     * Gives the node its parameters.
     *
     * @param parameters what its settings are written from
     * @return this
     */
    public WrittenNode parameters(NodeParameters parameters) {
        m_parameters = parameters;
        return this;
    }

    /**
     * Changes one setting.
     *
     * @param keys the setting's key, below groups with slashes
     * @param value the new value as a text
     * @return this
     */
    public WrittenNode set(String keys, String value) {
        m_edits.put(keys, value);
        return this;
    }

    /**
     * Lets a setting take the value of a flow variable.
     *
     * @param keys the setting's key, below groups with slashes
     * @param variable the variable
     * @return this
     */
    public WrittenNode use(String keys, String variable) {
        m_overlay.use(variable, SettingEdit.path(keys));
        return this;
    }

    /**
     * Makes a setting a flow variable.
     *
     * @param keys the setting's key, below groups with slashes
     * @param variable the variable
     * @return this
     */
    public WrittenNode expose(String keys, String variable) {
        m_overlay.expose(variable, SettingEdit.path(keys));
        return this;
    }

    /**
     * Adds an optional port, or gives one that can be exchanged its type.
     *
     * @param group the group of ports that it belongs to
     * @param type what goes through it
     * @return this
     */
    public WrittenNode port(String group, PortType type) {
        ModifiablePortsConfiguration ports = m_creation.getPortConfig().orElseThrow();
        if (ports.getExchangeablePorts().containsKey(group)) {
            ports.getExchangeablePorts().get(group).setSelectedPortType(type);
        } else if (ports.getExtendablePorts().containsKey(group)) {
            ports.getExtendablePorts().get(group).addPort(type);
        } else {
            throw new IllegalArgumentException("Node \"" + m_factory.getNodeName() + "\" has no optional ports \""
                + group + "\"; there are " + ports.getPortGroupNames());
        }
        return this;
    }

    /**
     * Writes something below the node.
     *
     * @param comment a text for users
     * @return this
     */
    public WrittenNode comment(String comment) {
        m_comment = comment;
        return this;
    }

    /**
     * Puts the node somewhere; without, all nodes are in a row.
     *
     * @param x pixels from the left
     * @param y pixels from the top
     * @return this
     */
    public WrittenNode at(int x, int y) {
        m_x = x;
        m_y = y;
        return this;
    }

    String folder() {
        return m_factory.getNodeName().replaceAll("[^A-Za-z0-9_. -]", "_") + " (#" + m_id + ")";
    }

    void saveTo(NodeSettingsWO settings) {
        settings.addInt("id", m_id);
        settings.addString("node_settings_file", folder() + "/" + SETTINGS_FILE);
        settings.addBoolean("node_is_meta", false);
        settings.addString("node_type", "NativeNode");
        settings.addString("ui_classname", "org.knime.core.node.workflow.NodeUIInformation");
        settings.addNodeSettings("ui_settings").addIntArray("extrainfo.node.bounds", m_x, m_y, WIDTH, HEIGHT);
    }

    NodeSettings settings(Plugin plugin, String state) throws WorkflowException {
        Node node = new Node(m_factory, m_creation);
        NodeSettings settings = new NodeSettings(SETTINGS_FILE);
        settings.addString("node_file", SETTINGS_FILE);
        settings.addNodeSettings("flow_stack");
        settings.addNodeSettings("internal_node_subsettings").addString("memory_policy", "CacheSmallInMemory");
        settings.addNodeSettings(model(node));
        if (!m_overlay.isEmpty()) {
            NodeSettings variables = new NodeSettings(Node.CFG_VARIABLES);
            m_overlay.saveTo(variables);
            settings.addNodeSettings(variables);
        }
        comment(settings);
        settings.addString("customDescription", null);
        settings.addString("state", state);
        origin(settings, plugin);
        settings.addNodeSettings("factory_settings");
        if (m_creation != null) {
            m_creation.saveSettingsTo(settings);
        }
        settings.addString("name", m_factory.getNodeName());
        settings.addBoolean("hasContent", false);
        settings.addBoolean("isInactive", false);
        ports(node, settings.addNodeSettings("ports"));
        NodeSettingsWO stores = settings.addNodeSettings("filestores");
        stores.addString("file_store_location", null);
        stores.addString("file_store_id", null);
        return settings;
    }

    private NodeSettings model(Node node) throws WorkflowException {
        NodeSettings model = new NodeSettings(Node.CFG_MODEL);
        try {
            if (m_parameters == null) {
                node.saveModelSettingsTo(model);
            } else {
                ParameterXml.save(m_parameters, model);
            }
            for (Map.Entry<String, String> edit : m_edits.entrySet()) {
                SettingEdit.apply(model, edit.getKey(), edit.getValue());
            }
            // a node whose settings come from variables may refuse those that stand in their place
            if (m_overlay.isEmpty()) {
                node.validateModelSettings(model);
            }
            return model;
        } catch (InvalidSettingsException | WorkflowException e) {
            throw new WorkflowException(
                "node #" + m_id + " \"" + m_factory.getNodeName() + "\": " + e.getMessage(), e);
        }
    }

    private void comment(NodeSettings settings) {
        if (m_comment.isEmpty()) {
            return;
        }
        NodeSettingsWO annotation = settings.addNodeSettings("nodeAnnotation");
        annotation.addString("text", m_comment);
        annotation.addString("contentType", "text/plain");
        annotation.addInt("bgcolor", 0xffffff);
        annotation.addInt("x-coordinate", m_x - WIDTH / 2);
        annotation.addInt("y-coordinate", m_y + HEIGHT);
        annotation.addInt("width", 2 * WIDTH);
        annotation.addInt("height", 16);
        annotation.addString("alignment", "CENTER");
        annotation.addInt("borderSize", 0);
        annotation.addInt("borderColor", 0);
        annotation.addInt("defFontSize", -1);
        annotation.addInt("annotation-version", 20230412);
        annotation.addNodeSettings("styles");
    }

    private void origin(NodeSettings settings, Plugin plugin) {
        settings.addString("factory", m_factory.getClass().getName());
        settings.addString("node-name", m_factory.getNodeName());
        settings.addString("node-bundle-name", plugin.name());
        settings.addString("node-bundle-symbolic-name", plugin.symbolicName());
        settings.addString("node-bundle-vendor", plugin.vendor());
        settings.addString("node-bundle-version", plugin.version());
        settings.addString("node-feature-name", plugin.featureName());
        settings.addString("node-feature-symbolic-name", plugin.featureSymbolicName());
        boolean hasFeature = plugin.featureSymbolicName() != null;
        settings.addString("node-feature-vendor", hasFeature ? plugin.vendor() : null);
        settings.addString("node-feature-version", hasFeature ? plugin.version() : "0.0.0");
    }

    private static void ports(Node node, NodeSettingsWO ports) {
        for (int i = 1; i < node.getNrOutPorts(); i++) {
            NodeSettingsWO port = ports.addNodeSettings("port_" + i);
            port.addInt("index", i);
            port.addString("port_dir_location", null);
        }
    }
}
