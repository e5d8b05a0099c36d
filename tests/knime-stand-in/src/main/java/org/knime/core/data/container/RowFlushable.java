package org.knime.core.data.container;

/** Can write out the rows it holds back. */
public interface RowFlushable {
    void flushRows();
}
