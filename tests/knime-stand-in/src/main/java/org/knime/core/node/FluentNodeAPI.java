package org.knime.core.node;

/** Marks the classes of the fluent node API. */
public interface FluentNodeAPI {}
