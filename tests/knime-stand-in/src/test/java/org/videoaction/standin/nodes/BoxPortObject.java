package org.videoaction.standin.nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.ZipEntry;
import javax.swing.JComponent;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStorePortObject;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortObject.PortObjectSerializer;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortObjectZipInputStream;
import org.knime.core.node.port.PortObjectZipOutputStream;

/** A text in file stores. */
public final class BoxPortObject extends FileStorePortObject {
    private final BoxSpec m_spec;

    BoxPortObject(BoxSpec spec, List<FileStore> stores) {
        super(stores);
        m_spec = spec;
    }

    private BoxPortObject(BoxSpec spec) {
        m_spec = spec;
    }

    public String text() throws IOException {
        return Files.readString(getFileStore(0).getFile().toPath().resolve("inner/text.txt")) + " "
            + Files.readString(getFileStore(1).getFile().toPath());
    }

    public FileStore store() {
        return getFileStore(0);
    }

    @Override
    public String getSummary() {
        return m_spec.m_title;
    }

    @Override
    public PortObjectSpec getSpec() {
        return m_spec;
    }

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }

    /** Writes and reads boxes. */
    public static final class Serializer extends PortObjectSerializer<BoxPortObject> {
        @Override
        public void savePortObject(BoxPortObject box, PortObjectZipOutputStream out, ExecutionMonitor exec)
            throws IOException {
            out.putNextEntry(new ZipEntry("box"));
        }

        @Override
        public BoxPortObject loadPortObject(PortObjectZipInputStream in, PortObjectSpec spec, ExecutionMonitor exec)
            throws IOException {
            in.getNextEntry();
            return new BoxPortObject((BoxSpec) spec);
        }
    }
}
