package org.knime.core.data.def;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataCellFactory;
import org.knime.core.data.DataType;
import org.knime.core.data.NominalValue;
import org.knime.core.data.StringValue;

/** A cell with a text. */
public final class StringCell extends DataCell implements StringValue, NominalValue {
    public static final DataType TYPE = DataType.getType(StringCell.class);
    private static final long serialVersionUID = 1;
    private final String m_value;

    public StringCell(String value) {
        m_value = Objects.requireNonNull(value, "Use a missing cell instead of null");
    }

    @Override
    public String getStringValue() {
        return m_value;
    }

    @Override
    protected boolean equalsDataCell(DataCell other) {
        return m_value.equals(((StringCell) other).m_value);
    }

    @Override
    public int hashCode() {
        return m_value.hashCode();
    }

    @Override
    public String toString() {
        return m_value;
    }

    /** Makes String cells. */
    public static final class StringCellFactory
        implements DataCellFactory.FromSimpleString, DataCellFactory.FromComplexString, DataCellFactory.FromReader,
        DataCellFactory.FromInputStream {
        public static final DataType TYPE = StringCell.TYPE;

        public static DataCell create(String value) {
            return new StringCell(value);
        }

        @Override
        public DataCell createCell(String text) {
            return create(text);
        }

        @Override
        public DataCell createCell(Reader reader) throws IOException {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return create(text.toString());
        }

        @Override
        public DataCell createCell(InputStream in) throws IOException {
            return create(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }

        @Override
        public DataType getDataType() {
            return TYPE;
        }
    }
}
