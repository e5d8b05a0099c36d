package org.knime.core.data;

/** A value out of a small set. */
public interface NominalValue extends DataValue {}
