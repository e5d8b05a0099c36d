package org.knime.core.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.text.ParseException;

/** Makes cells of one type. */
public interface DataCellFactory {
    DataType getDataType();

    /** Makes a cell from a text. */
    interface FromString extends DataCellFactory {
        DataCell createCell(String text);
    }

    /** Makes a cell from a text of one line. */
    interface FromSimpleString extends FromString {}

    /** Makes a cell from any text. */
    interface FromComplexString extends FromString {}

    /** Makes a cell from characters. */
    interface FromReader extends DataCellFactory {
        DataCell createCell(Reader reader) throws ParseException, IOException;
    }

    /** Makes a cell from a stream. */
    interface FromInputStream extends DataCellFactory {
        DataCell createCell(InputStream in) throws IOException;
    }
}
