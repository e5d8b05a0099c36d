package org.knime.node.parameters.updates;

/** Names a parameter. */
public interface ParameterReference<V> {}
