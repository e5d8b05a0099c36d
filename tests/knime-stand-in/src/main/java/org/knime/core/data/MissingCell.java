package org.knime.core.data;

/** A cell without a value. */
public final class MissingCell extends DataCell implements MissingValue {
    private static final long serialVersionUID = 1;
    private final String m_error;

    public MissingCell(String error) {
        m_error = error;
    }

    @Override
    public boolean isMissing() {
        return true;
    }

    @Override
    public String getError() {
        return m_error;
    }

    @Override
    protected boolean equalsDataCell(DataCell other) {
        return true;
    }

    @Override
    public int hashCode() {
        return MissingCell.class.hashCode();
    }

    @Override
    public String toString() {
        return "?";
    }
}
