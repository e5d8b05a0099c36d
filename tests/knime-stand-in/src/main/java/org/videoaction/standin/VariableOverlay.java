package org.videoaction.standin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.config.base.AbstractConfigEntry;
import org.knime.core.node.config.base.ConfigBase;
import org.knime.core.node.workflow.FlowVariable;
import org.knime.core.node.workflow.VariableType.BooleanType;
import org.knime.core.node.workflow.VariableType.DoubleType;
import org.knime.core.node.workflow.VariableType.IntType;
import org.knime.core.node.workflow.VariableType.LongType;

/** Which settings of a node take the value of a flow variable, and which become one. */
final class VariableOverlay {
    private static final String VERSION = "version";
    private static final String VERSION_WITH_TREE = "V_2019_09_13";
    private static final String TREE = "tree";
    private static final String USED = "used_variable";
    private static final String EXPOSED = "exposed_variable";
    private final ConfigBase m_tree;
    private final Map<String, FlowVariable> m_exposed = new LinkedHashMap<>();

    private VariableOverlay(ConfigBase tree) {
        m_tree = tree;
    }

    static VariableOverlay of(NodeSettingsRO variables) throws InvalidSettingsException {
        // before 2019 the tree stood where its version stands now
        return new VariableOverlay(variables.containsKey(TREE) ? variables.getConfigBase(TREE)
            : (NodeSettings) variables);
    }

    static VariableOverlay none() {
        return new VariableOverlay(new NodeSettings(TREE));
    }

    boolean isEmpty() {
        return m_tree.getChildCount() == 0;
    }

    void saveTo(NodeSettings variables) {
        variables.addString(VERSION, VERSION_WITH_TREE);
        m_tree.copyTo(variables.addConfigBase(TREE));
    }

    void use(String variable, String... path) {
        leaf(path).addString(USED, variable);
    }

    void expose(String variable, String... path) {
        leaf(path).addString(EXPOSED, variable);
    }

    /** What is set by hand is no longer taken from a variable. */
    void forget(String... path) {
        ConfigBase config = m_tree;
        for (String key : path) {
            if (!(config.getEntry(key) instanceof ConfigBase child)) {
                return;
            }
            config = child;
        }
        forgetAll(config);
    }

    private static void forgetAll(ConfigBase config) {
        if (config.containsKey(USED)) {
            config.addString(USED, null);
        }
        for (String key : config) {
            if (config.getEntry(key) instanceof ConfigBase child) {
                forgetAll(child);
            }
        }
    }

    private ConfigBase leaf(String... path) {
        ConfigBase config = m_tree;
        for (String key : path) {
            config = config.getEntry(key) instanceof ConfigBase child ? child : config.addConfigBase(key);
        }
        for (String key : new String[] {USED, EXPOSED}) {
            if (!config.containsKey(key)) {
                config.addString(key, null);
            }
        }
        return config;
    }

    /** Replaces settings by variables and returns the variables that settings become. */
    Map<String, FlowVariable> apply(ConfigBase settings, Map<String, FlowVariable> variables)
        throws InvalidSettingsException {
        m_exposed.clear();
        apply(m_tree, settings, variables);
        return Map.copyOf(m_exposed);
    }

    private void apply(ConfigBase tree, ConfigBase settings, Map<String, FlowVariable> variables)
        throws InvalidSettingsException {
        for (String key : tree) {
            if (!(tree.getEntry(key) instanceof ConfigBase child)) {
                continue;
            }
            AbstractConfigEntry entry = settings.getEntry(key);
            if (entry == null) {
                throw new InvalidSettingsException(
                    "A flow variable belongs to the setting \"" + key + "\", which does not exist.");
            }
            if (child.containsKey(USED)) {
                replace(settings, entry, child.getString(USED), variables);
                expose(settings.getEntry(key), child.getString(EXPOSED, null));
            } else if (entry instanceof ConfigBase group) {
                apply(child, group, variables);
            }
        }
    }

    private static void replace(ConfigBase settings, AbstractConfigEntry entry, String name,
        Map<String, FlowVariable> variables) throws InvalidSettingsException {
        if (name == null) {
            return;
        }
        FlowVariable variable = variables.get(name);
        if (variable == null) {
            throw new InvalidSettingsException("Setting \"" + entry.getKey() + "\" takes the flow variable \"" + name
                + "\", which does not exist; there are " + variables.keySet() + ".");
        }
        if (!canReplace(entry, variable)) {
            throw new InvalidSettingsException("Setting \"" + entry.getKey() + "\" of type " + entry.getType()
                + " cannot take the flow variable \"" + name + "\" of type " + variable.getVariableType() + ".");
        }
        String value = variable.getValueAsString();
        settings.addEntry(entry.getType().createEntry(entry.getKey(), value));
    }

    private static boolean canReplace(AbstractConfigEntry entry, FlowVariable variable) {
        var type = variable.getVariableType();
        return switch (entry.getType()) {
            case xstring -> true;
            case xboolean -> type == BooleanType.INSTANCE || variable.getValueAsString().matches("true|false");
            case xint, xshort, xbyte -> type == IntType.INSTANCE;
            case xlong -> type == IntType.INSTANCE || type == LongType.INSTANCE;
            case xdouble, xfloat -> type == IntType.INSTANCE || type == LongType.INSTANCE
                || type == DoubleType.INSTANCE;
            case xchar -> variable.getValueAsString().length() == 1;
            case config -> false;
        };
    }

    private void expose(AbstractConfigEntry entry, String name) throws InvalidSettingsException {
        if (name == null) {
            return;
        }
        String value = entry.toStringValue();
        m_exposed.put(name, switch (entry.getType()) {
            case xstring, xchar -> new FlowVariable(name, value);
            case xint, xshort, xbyte -> new FlowVariable(name, Integer.parseInt(value));
            case xlong -> new FlowVariable(name, LongType.INSTANCE, Long.valueOf(value));
            case xdouble, xfloat -> new FlowVariable(name, Double.parseDouble(value));
            case xboolean -> new FlowVariable(name, BooleanType.INSTANCE, Boolean.valueOf(value));
            case config -> throw new InvalidSettingsException(
                "The group of settings \"" + entry.getKey() + "\" cannot become a flow variable.");
        });
    }
}
