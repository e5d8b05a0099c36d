package org.knime.core.data;

/** A value that is not there. */
public interface MissingValue extends DataValue {
    String getError();
}
