package org.knime.core.node.workflow;

import java.io.Serializable;

/** Where a node is in a workflow. */
public class NodeID implements Serializable, Comparable<NodeID> {
    public static final NodeID ROOTID = new NodeID(0);
    private static final long serialVersionUID = 1;
    private final NodeID m_prefix;
    private final int m_index;

    public NodeID(int index) {
        this(null, index);
    }

    public NodeID(NodeID prefix, int index) {
        m_prefix = prefix;
        m_index = index;
    }

    public int getIndex() {
        return m_index;
    }

    public NodeID getPrefix() {
        return m_prefix;
    }

    @Override
    public int compareTo(NodeID other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeID that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return m_prefix == null ? Integer.toString(m_index) : m_prefix + ":" + m_index;
    }
}
