package org.videoaction.standin;

import java.io.IOException;
import java.nio.file.Path;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortUtil;

/**
 * A port object written with the serializers that its plug-in contributes, to hold them to what they promise.
 *
 * @param path the file
 */
public record PortObjectFile(Path path) {
    /**
     * Writes an object with its specification and file stores.
     *
     * @param object the object
     * @return this
     * @throws IOException if a serializer fails
     */
    public PortObjectFile write(PortObject object) throws IOException {
        try {
            PortUtil.writeObjectToFile(object, path.toFile(), new ExecutionMonitor());
            return this;
        } catch (CanceledExecutionException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * Reads the object; its file stores become new files.
     *
     * @return a new object
     * @throws IOException if a serializer fails
     */
    public PortObject read() throws IOException {
        try {
            return PortUtil.readObjectFromFile(path.toFile(), new ExecutionMonitor());
        } catch (CanceledExecutionException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
