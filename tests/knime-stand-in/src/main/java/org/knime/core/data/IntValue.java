package org.knime.core.data;

/** A value that is an int. */
public interface IntValue extends DataValue {
    int getIntValue();
}
