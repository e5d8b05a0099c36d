package org.knime.core.node.port;

import java.io.InputStream;
import java.util.zip.ZipInputStream;

/** Reads a port object. */
public class PortObjectZipInputStream extends ZipInputStream {
    PortObjectZipInputStream(InputStream in) {
        super(in);
    }
}
