package org.knime.core.data;

/** A value that is a long. */
public interface LongValue extends DataValue {
    long getLongValue();
}
