package org.knime.core.data;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/** What is known of the values in a column: the possible ones in their order, and bounds. */
public final class DataColumnDomain {
    private final Set<DataCell> m_values;
    private final DataCell m_lower;
    private final DataCell m_upper;

    DataColumnDomain(Set<? extends DataCell> values, DataCell lower, DataCell upper) {
        m_values = values == null ? null : Collections.unmodifiableSet(new LinkedHashSet<>(values));
        m_lower = lower;
        m_upper = upper;
    }

    public boolean hasValues() {
        return m_values != null;
    }

    public Set<DataCell> getValues() {
        return m_values;
    }

    public boolean hasLowerBound() {
        return m_lower != null;
    }

    public boolean hasUpperBound() {
        return m_upper != null;
    }

    public boolean hasBounds() {
        return hasLowerBound() && hasUpperBound();
    }

    public DataCell getLowerBound() {
        return m_lower;
    }

    public DataCell getUpperBound() {
        return m_upper;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataColumnDomain that && Objects.equals(m_values, that.m_values)
            && Objects.equals(m_lower, that.m_lower) && Objects.equals(m_upper, that.m_upper);
    }

    @Override
    public int hashCode() {
        return Objects.hash(m_values, m_lower, m_upper);
    }

    @Override
    public String toString() {
        return "values " + m_values + ", bounds [" + m_lower + ", " + m_upper + "]";
    }
}
