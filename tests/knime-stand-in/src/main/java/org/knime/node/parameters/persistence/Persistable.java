package org.knime.node.parameters.persistence;

/** Its fields are written to settings. */
public interface Persistable {}
