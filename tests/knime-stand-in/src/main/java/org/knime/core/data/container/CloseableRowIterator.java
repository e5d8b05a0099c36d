package org.knime.core.data.container;

import java.io.Closeable;
import java.util.Collections;
import java.util.Iterator;
import org.knime.core.data.DataRow;
import org.knime.core.data.RowIterator;

/** Goes through the rows of a table and can stop early. */
public abstract class CloseableRowIterator extends RowIterator implements Closeable {
    @Override
    public abstract void close();

    public static CloseableRowIterator empty() {
        return from(Collections.emptyIterator());
    }

    public static CloseableRowIterator from(Iterator<? extends DataRow> rows) {
        return new CloseableRowIterator() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public DataRow next() {
                return rows.next();
            }

            @Override
            public void close() {
                // rows in memory hold nothing open
            }
        };
    }
}
