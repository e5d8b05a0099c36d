package org.knime.core.node;

import java.util.EventListener;
import org.knime.core.node.message.Message;

/** Hears of a node's warnings. */
public interface NodeModelWarningListener extends EventListener {
    void warningChanged(Message warning);
}
