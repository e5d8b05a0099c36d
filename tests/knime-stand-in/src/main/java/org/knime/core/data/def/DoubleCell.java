package org.knime.core.data.def;

import org.knime.core.data.BoundedValue;
import org.knime.core.data.ComplexNumberValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataCellFactory;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.FuzzyIntervalValue;
import org.knime.core.data.FuzzyNumberValue;

/** A cell with a double. */
public final class DoubleCell extends DataCell
    implements DoubleValue, ComplexNumberValue, FuzzyNumberValue, FuzzyIntervalValue, BoundedValue {
    public static final DataType TYPE = DataType.getType(DoubleCell.class);
    private static final long serialVersionUID = 1;
    private final double m_value;

    public DoubleCell(double value) {
        m_value = value;
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
        return Double.compare(m_value, ((DoubleCell) other).m_value) == 0;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(m_value);
    }

    @Override
    public String toString() {
        return String.valueOf(m_value);
    }

    /** Makes Double cells. */
    public static final class DoubleCellFactory
        implements DataCellFactory.FromSimpleString, DataCellFactory.FromComplexString {
        public static final DataType TYPE = DoubleCell.TYPE;

        public static DataCell create(double value) {
            return new DoubleCell(value);
        }

        public static DataCell create(float value) {
            return new DoubleCell(value);
        }

        public static DataCell create(int value) {
            return new DoubleCell(value);
        }

        public static DataCell create(long value) {
            return new DoubleCell(value);
        }

        public static DataCell create(String value) {
            return new DoubleCell(Double.parseDouble(value));
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
