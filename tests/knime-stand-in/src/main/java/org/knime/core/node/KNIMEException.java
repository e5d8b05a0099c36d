package org.knime.core.node;

import org.knime.core.internal.MessageAwareException;
import org.knime.core.node.message.Message;

/** A failure with a message for the user. */
public final class KNIMEException extends Exception implements MessageAwareException {
    private static final long serialVersionUID = 1;
    private final transient Message m_message;

    public KNIMEException(String message) {
        this(Message.fromSummary(message), null);
    }

    public KNIMEException(String message, Throwable cause) {
        this(Message.fromSummary(message), cause);
    }

    private KNIMEException(Message message, Throwable cause) {
        super(message.getSummary(), cause);
        m_message = message;
    }

    public static KNIMEException of(Message message) {
        return new KNIMEException(message, null);
    }

    public static KNIMEException of(Message message, Throwable cause) {
        return new KNIMEException(message, cause);
    }

    public Message getKNIMEMessage() {
        return m_message;
    }

    public KNIMERuntimeException toUnchecked() {
        return new KNIMERuntimeException(this);
    }

    /** Carries a {@link KNIMEException} through code that cannot declare it. */
    public static final class KNIMERuntimeException extends RuntimeException implements MessageAwareException {
        private static final long serialVersionUID = 1;

        private KNIMERuntimeException(KNIMEException cause) {
            super(cause.getMessage(), cause);
        }

        @Override
        public synchronized KNIMEException getCause() {
            return (KNIMEException) super.getCause();
        }

        public Message getKNIMEMessage() {
            return getCause().getKNIMEMessage();
        }
    }
}
