package org.knime.core.data;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/** Makes a {@link DataColumnDomain}. */
public class DataColumnDomainCreator {
    private Set<? extends DataCell> m_values;
    private DataCell m_lower;
    private DataCell m_upper;

    public DataColumnDomainCreator() {
        this((Set<? extends DataCell>) null);
    }

    public DataColumnDomainCreator(Set<? extends DataCell> values) {
        this(values, null, null);
    }

    public DataColumnDomainCreator(DataCell[] values) {
        this(values, null, null);
    }

    public DataColumnDomainCreator(DataCell lower, DataCell upper) {
        this((Set<? extends DataCell>) null, lower, upper);
    }

    public DataColumnDomainCreator(DataCell[] values, DataCell lower, DataCell upper) {
        this(new LinkedHashSet<>(Arrays.asList(values)), lower, upper);
    }

    public DataColumnDomainCreator(Set<? extends DataCell> values, DataCell lower, DataCell upper) {
        m_values = values;
        m_lower = lower;
        m_upper = upper;
    }

    public DataColumnDomainCreator(DataColumnDomain domain) {
        this(domain.getValues(), domain.getLowerBound(), domain.getUpperBound());
    }

    public void setValues(Set<? extends DataCell> values) {
        m_values = values;
    }

    public void setLowerBound(DataCell lower) {
        m_lower = lower;
    }

    public void setUpperBound(DataCell upper) {
        m_upper = upper;
    }

    public DataColumnDomain createDomain() {
        return new DataColumnDomain(m_values, m_lower, m_upper);
    }
}
