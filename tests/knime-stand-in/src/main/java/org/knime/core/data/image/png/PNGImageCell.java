package org.knime.core.data.image.png;

import org.knime.core.data.DataCell;

/** A cell with a PNG picture. */
public class PNGImageCell extends DataCell implements PNGImageValue {
    private static final long serialVersionUID = 1;
    private final transient PNGImageContent m_content;

    PNGImageCell(PNGImageContent content) {
        m_content = content;
    }

    @Override
    public PNGImageContent getImageContent() {
        return m_content;
    }

    @Override
    public String getImageExtension() {
        return "png";
    }

    @Override
    protected boolean equalsDataCell(DataCell other) {
        return m_content.equals(((PNGImageCell) other).m_content);
    }

    @Override
    public int hashCode() {
        return m_content.hashCode();
    }

    @Override
    public String toString() {
        return m_content.getSummary();
    }
}
