package org.knime.core.data;

/** A value that is a fuzzy interval. */
public interface FuzzyIntervalValue extends DataValue {
    double getMinSupport();

    double getMinCore();

    double getMaxCore();

    double getMaxSupport();

    double getCenterOfGravity();
}
