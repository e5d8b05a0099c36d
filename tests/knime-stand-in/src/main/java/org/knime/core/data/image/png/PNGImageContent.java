package org.knime.core.data.image.png;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.image.ImageContent;

/** A PNG picture. */
public class PNGImageContent implements ImageContent {
    public static final DataType TYPE = DataType.getType(PNGImageCell.class);
    private final byte[] m_bytes;

    public PNGImageContent(byte[] bytes) {
        m_bytes = bytes.clone();
    }

    public PNGImageContent(InputStream in) throws IOException {
        this(in.readAllBytes());
    }

    public byte[] getByteArray() {
        return m_bytes.clone();
    }

    public byte[] getByteArrayReference() {
        return m_bytes;
    }

    public Image getImage() {
        return decode();
    }

    private BufferedImage decode() {
        try {
            return ImageIO.read(new ByteArrayInputStream(m_bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Dimension getPreferredSize() {
        BufferedImage image = decode();
        return new Dimension(image.getWidth(), image.getHeight());
    }

    @Override
    public void paint(Graphics2D graphics, int width, int height) {
        graphics.drawImage(decode(), 0, 0, width, height, null);
    }

    @Override
    public String getSummary() {
        return "PNG image, " + m_bytes.length + " bytes";
    }

    @Override
    public void save(OutputStream out) throws IOException {
        out.write(m_bytes);
    }

    @Override
    public DataCell toImageCell() {
        return new PNGImageCell(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PNGImageContent that && Arrays.equals(m_bytes, that.m_bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(m_bytes);
    }
}
