package org.knime.core.data;

/** A value that is a fuzzy number. */
public interface FuzzyNumberValue extends DataValue {
    double getMinSupport();

    double getCore();

    double getMaxSupport();
}
