package org.knime.core.node.config.base;

import java.io.Serializable;
import java.util.Collections;
import java.util.Enumeration;
import javax.swing.tree.TreeNode;

/** A key with its value. */
public abstract class AbstractConfigEntry implements Serializable, TreeNode {
    private static final long serialVersionUID = 1;
    private final String m_key;
    private final ConfigEntries m_type;
    private AbstractConfigEntry m_parent;

    AbstractConfigEntry(String key, ConfigEntries type) {
        m_key = key;
        m_type = type;
    }

    abstract boolean hasIdenticalValue(AbstractConfigEntry entry);

    public abstract String toStringValue();

    public final String getKey() {
        return m_key;
    }

    public final ConfigEntries getType() {
        return m_type;
    }

    @Override
    public final TreeNode getParent() {
        return m_parent;
    }

    public final void setParent(AbstractConfigEntry parent) {
        m_parent = parent;
    }

    public final boolean isIdentical(AbstractConfigEntry entry) {
        return equals(entry) && hasIdenticalValue(entry);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AbstractConfigEntry that && m_key.equals(that.m_key) && m_type == that.m_type
            && hasIdenticalValue(that);
    }

    @Override
    public int hashCode() {
        return m_key.hashCode();
    }

    @Override
    public String toString() {
        return m_key + "=" + toStringValue();
    }

    @Override
    public boolean isLeaf() {
        return true;
    }

    @Override
    public final boolean getAllowsChildren() {
        return !isLeaf();
    }

    @Override
    public int getChildCount() {
        return 0;
    }

    @Override
    public TreeNode getChildAt(int index) {
        return null;
    }

    @Override
    public int getIndex(TreeNode node) {
        return -1;
    }

    @Override
    public Enumeration<TreeNode> children() {
        return Collections.emptyEnumeration();
    }
}
