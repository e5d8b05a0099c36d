package org.knime.core.node.workflow;

import java.util.EventObject;

/** Says that a node got further. */
public class NodeProgressEvent extends EventObject {
    private static final long serialVersionUID = 1;
    private final transient NodeProgress m_progress;

    public NodeProgressEvent(NodeID source, NodeProgress progress) {
        super(source);
        m_progress = progress;
    }

    @Override
    public NodeID getSource() {
        return (NodeID) super.getSource();
    }

    public NodeProgress getNodeProgress() {
        return m_progress;
    }
}
