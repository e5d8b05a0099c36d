package org.knime.core.node.port;

import java.io.OutputStream;
import java.util.zip.ZipOutputStream;

/** Writes a port object. */
public class PortObjectZipOutputStream extends ZipOutputStream {
    PortObjectZipOutputStream(OutputStream out) {
        super(out);
    }
}
