package org.knime.core.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.data.convert.map.IdentifiableType;

/** The type of a column: a cell class, or what several cell classes have in common. */
public final class DataType implements IdentifiableType {
    private static final DataCell MISSING = new MissingCell(null);
    private final Class<? extends DataCell> m_cellClass;
    private final DataType m_elementType;
    private final Set<Class<? extends DataValue>> m_values;

    private DataType(Class<? extends DataCell> cellClass, DataType elementType,
        Collection<Class<? extends DataValue>> values) {
        m_cellClass = cellClass;
        m_elementType = elementType;
        m_values = new LinkedHashSet<>(values);
    }

    public static DataType getType(Class<? extends DataCell> cellClass) {
        return getType(cellClass, null);
    }

    public static DataType getType(Class<? extends DataCell> cellClass, DataType elementType) {
        List<Class<? extends DataValue>> values = new ArrayList<>();
        for (Class<?> type = cellClass; type != null; type = type.getSuperclass()) {
            collectValues(type, values);
        }
        values.add(DataValue.class);
        return new DataType(cellClass, elementType, values);
    }

    private static void collectValues(Class<?> type, List<Class<? extends DataValue>> values) {
        for (Class<?> parent : type.getInterfaces()) {
            if (DataValue.class.isAssignableFrom(parent) && parent != DataValue.class) {
                values.add(parent.asSubclass(DataValue.class));
                collectValues(parent, values);
            }
        }
    }

    public static DataType getCommonSuperType(DataType first, DataType second) {
        if (second.isASuperTypeOf(first)) {
            return second;
        }
        if (first.isASuperTypeOf(second)) {
            return first;
        }
        Set<Class<? extends DataValue>> common = new LinkedHashSet<>(first.m_values);
        common.retainAll(second.m_values);
        return new DataType(null, null, common);
    }

    public static DataCell getMissingCell() {
        return MISSING;
    }

    public boolean isASuperTypeOf(DataType other) {
        return other.isMissingValueType() || equals(other)
            || m_cellClass == null && other.m_values.containsAll(m_values)
            || m_elementType != null && m_cellClass == other.m_cellClass
                && m_elementType.isASuperTypeOf(other.m_elementType);
    }

    public boolean isCompatible(Class<? extends DataValue> value) {
        return isMissingValueType() || m_values.contains(value);
    }

    public boolean isMissingValueType() {
        return m_cellClass == MissingCell.class;
    }

    public boolean isCollectionType() {
        return m_values.contains(CollectionDataValue.class);
    }

    public DataType getCollectionElementType() {
        return m_elementType;
    }

    public Class<? extends DataCell> getCellClass() {
        return m_cellClass;
    }

    public Class<? extends DataValue> getPreferredValueClass() {
        return m_values.iterator().next();
    }

    public List<Class<? extends DataValue>> getValueClasses() {
        return List.copyOf(m_values);
    }

    public String getName() {
        String name = m_cellClass == null ? getPreferredValueClass().getSimpleName() : m_cellClass.getSimpleName();
        String plain = name.replaceAll("(Cell|Value)$", "");
        return m_elementType == null ? plain : plain + " of " + m_elementType.getName();
    }

    @Override
    public String getIdentifier() {
        return m_cellClass == null ? m_values.toString() : m_cellClass.getName();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataType that && m_cellClass == that.m_cellClass && m_values.equals(that.m_values)
            && Objects.equals(m_elementType, that.m_elementType);
    }

    @Override
    public int hashCode() {
        return Objects.hash(m_cellClass, m_elementType);
    }

    @Override
    public String toString() {
        return getName();
    }
}
