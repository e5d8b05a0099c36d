package org.knime.core.data.image;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.io.IOException;
import java.io.OutputStream;
import org.knime.core.data.DataCell;

/** A picture. */
public interface ImageContent {
    void paint(Graphics2D graphics, int width, int height);

    Dimension getPreferredSize();

    String getSummary();

    void save(OutputStream out) throws IOException;

    DataCell toImageCell();
}
