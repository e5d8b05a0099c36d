package org.knime.core.data;

/** A value that is a double. */
public interface DoubleValue extends DataValue {
    double getDoubleValue();
}
