package org.knime.core.data;

/** A value that lies between bounds. */
public interface BoundedValue extends DataValue {}
