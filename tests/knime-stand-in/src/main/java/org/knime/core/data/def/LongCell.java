package org.knime.core.data.def;

import org.knime.core.data.BoundedValue;
import org.knime.core.data.ComplexNumberValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataCellFactory;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.FuzzyIntervalValue;
import org.knime.core.data.FuzzyNumberValue;
import org.knime.core.data.LongValue;

/** A cell with a long. */
public class LongCell extends DataCell
    implements LongValue, DoubleValue, ComplexNumberValue, FuzzyNumberValue, FuzzyIntervalValue, BoundedValue {
    public static final DataType TYPE = DataType.getType(LongCell.class);
    private static final long serialVersionUID = 1;
    private final long m_value;

    public LongCell(long value) {
        m_value = value;
    }

    @Override
    public long getLongValue() {
        return m_value;
    }

    @Override
    public double getDoubleValue() {
        return m_value;
    }

    @Override
    public double getRealValue() {
        return getDoubleValue();
    }

    @Override
    public double getMinSupport() {
        return getDoubleValue();
    }

    @Override
    public double getMinCore() {
        return getDoubleValue();
    }

    @Override
    public double getMaxCore() {
        return getDoubleValue();
    }

    @Override
    public double getMaxSupport() {
        return getDoubleValue();
    }

    @Override
    public double getCenterOfGravity() {
        return getDoubleValue();
    }

    @Override
    public double getCore() {
        return getDoubleValue();
    }

    @Override
    public double getImaginaryValue() {
        return 0;
    }

    @Override
    protected boolean equalsDataCell(DataCell other) {
        return m_value == ((LongCell) other).m_value;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(m_value);
    }

    @Override
    public String toString() {
        return String.valueOf(m_value);
    }

    /** Makes Long cells. */
    public static final class LongCellFactory
        implements DataCellFactory.FromSimpleString, DataCellFactory.FromComplexString {
        public static final DataType TYPE = LongCell.TYPE;

        public static DataCell create(long value) {
            return new LongCell(value);
        }

        public static DataCell create(int value) {
            return new LongCell(value);
        }

        public static DataCell create(String value) {
            return new LongCell(Long.parseLong(value));
        }

        @Override
        public DataCell createCell(String text) {
            return create(text);
        }

        @Override
        public DataType getDataType() {
            return TYPE;
        }
    }
}
