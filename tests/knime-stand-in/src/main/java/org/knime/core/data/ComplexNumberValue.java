package org.knime.core.data;

/** A value that is a complex number. */
public interface ComplexNumberValue extends DataValue {
    double getRealValue();

    double getImaginaryValue();
}
