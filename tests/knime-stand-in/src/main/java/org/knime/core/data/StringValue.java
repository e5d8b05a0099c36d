package org.knime.core.data;

/** A value that is a text. */
public interface StringValue extends DataValue {
    String getStringValue();
}
