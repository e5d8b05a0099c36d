package org.knime.core.node;

import java.util.Locale;
import java.util.function.Supplier;

/** A node's log; the stand-in hands it to the JDK's logging. */
public final class NodeLogger {
    /** How much is logged. */
    public enum LEVEL {
        ALL,
        DEBUG,
        INFO,
        WARN,
        ERROR,
        FATAL,
        OFF
    }

    private final System.Logger m_logger;

    private NodeLogger(String name) {
        m_logger = System.getLogger(name);
    }

    public static NodeLogger getLogger(Class<?> owner) {
        return getLogger(owner.getName());
    }

    public static NodeLogger getLogger(String name) {
        return new NodeLogger(name);
    }

    public boolean isDebugEnabled() {
        return m_logger.isLoggable(System.Logger.Level.DEBUG);
    }

    public boolean isInfoEnabled() {
        return m_logger.isLoggable(System.Logger.Level.INFO);
    }

    private void log(System.Logger.Level level, Object message, Throwable cause) {
        m_logger.log(level, String.valueOf(message), cause);
    }

    public void debug(Object message) {
        log(System.Logger.Level.DEBUG, message, null);
    }

    public void debug(Throwable cause) {
        log(System.Logger.Level.DEBUG, cause.getMessage(), cause);
    }

    public void debug(Object message, Throwable cause) {
        log(System.Logger.Level.DEBUG, message, cause);
    }

    public void debug(Supplier<Object> message) {
        log(System.Logger.Level.DEBUG, message.get(), null);
    }

    public void debugWithFormat(String format, Object... arguments) {
        log(System.Logger.Level.DEBUG, String.format(Locale.ROOT, format, arguments), null);
    }

    public void info(Object message) {
        log(System.Logger.Level.INFO, message, null);
    }

    public void info(Throwable cause) {
        log(System.Logger.Level.INFO, cause.getMessage(), cause);
    }

    public void info(Object message, Throwable cause) {
        log(System.Logger.Level.INFO, message, cause);
    }

    public void info(Supplier<Object> message) {
        log(System.Logger.Level.INFO, message.get(), null);
    }

    public void infoWithFormat(String format, Object... arguments) {
        log(System.Logger.Level.INFO, String.format(Locale.ROOT, format, arguments), null);
    }

    public void warn(Object message) {
        log(System.Logger.Level.WARNING, message, null);
    }

    public void warn(Throwable cause) {
        log(System.Logger.Level.WARNING, cause.getMessage(), cause);
    }

    public void warn(Object message, Throwable cause) {
        log(System.Logger.Level.WARNING, message, cause);
    }

    public void warn(Supplier<Object> message) {
        log(System.Logger.Level.WARNING, message.get(), null);
    }

    public void warnWithFormat(String format, Object... arguments) {
        log(System.Logger.Level.WARNING, String.format(Locale.ROOT, format, arguments), null);
    }

    public void error(Object message) {
        log(System.Logger.Level.ERROR, message, null);
    }

    public void error(Throwable cause) {
        log(System.Logger.Level.ERROR, cause.getMessage(), cause);
    }

    public void error(Object message, Throwable cause) {
        log(System.Logger.Level.ERROR, message, cause);
    }

    public void error(Supplier<Object> message) {
        log(System.Logger.Level.ERROR, message.get(), null);
    }

    public void errorWithFormat(String format, Object... arguments) {
        log(System.Logger.Level.ERROR, String.format(Locale.ROOT, format, arguments), null);
    }

    public void fatal(Object message) {
        log(System.Logger.Level.ERROR, message, null);
    }

    public void fatal(Throwable cause) {
        log(System.Logger.Level.ERROR, cause.getMessage(), cause);
    }

    public void fatal(Object message, Throwable cause) {
        log(System.Logger.Level.ERROR, message, cause);
    }

    public void fatal(Supplier<Object> message) {
        log(System.Logger.Level.ERROR, message.get(), null);
    }

    public void fatalWithFormat(String format, Object... arguments) {
        log(System.Logger.Level.ERROR, String.format(Locale.ROOT, format, arguments), null);
    }
}
