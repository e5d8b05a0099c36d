package org.knime.core.data.image.png;

import java.io.IOException;
import java.io.InputStream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataCellFactory;
import org.knime.core.data.DataType;

/** Makes cells with PNG pictures. */
public class PNGImageCellFactory implements DataCellFactory.FromInputStream {
    public static final DataType TYPE = PNGImageContent.TYPE;

    public static DataCell create(byte[] bytes) {
        return new PNGImageContent(bytes).toImageCell();
    }

    public static DataCell create(InputStream in) throws IOException {
        return new PNGImageContent(in).toImageCell();
    }

    @Override
    public DataCell createCell(InputStream in) throws IOException {
        return create(in);
    }

    @Override
    public DataType getDataType() {
        return TYPE;
    }
}
