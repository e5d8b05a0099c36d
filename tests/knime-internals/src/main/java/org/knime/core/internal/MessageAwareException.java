package org.knime.core.internal;

/** An exception with a message for the user. */
public interface MessageAwareException {}
