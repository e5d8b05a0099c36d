package org.knime.core.node;

import org.knime.core.internal.MessageAwareException;
import org.knime.core.node.message.Message;

/** Says that the user stopped a node. */
public class CanceledExecutionException extends Exception implements MessageAwareException {
    public static final Message DEFAULT_CANCEL_MESSAGE = Message.fromSummary("Execution canceled");
    private static final long serialVersionUID = 1;
    private final transient Message m_message;

    public CanceledExecutionException() {
        this(DEFAULT_CANCEL_MESSAGE);
    }

    public CanceledExecutionException(String message) {
        this(Message.fromSummary(message));
    }

    public CanceledExecutionException(Message message) {
        super(message.getSummary());
        m_message = message;
    }

    public Message getKNIMEMessage() {
        return m_message;
    }
}
