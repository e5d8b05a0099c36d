package org.knime.core.node.port;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortObject.PortObjectSerializer;
import org.knime.core.node.port.PortObjectSpec.PortObjectSpecSerializer;

/** Writes and reads port objects with their specifications and file stores. */
public final class PortUtil {
    private PortUtil() {
    }

    @SuppressWarnings("unchecked")
    public static <T extends PortObject> PortObjectSerializer<T> getPortObjectSerializer(Class<T> objectClass) {
        return (PortObjectSerializer<T>) PortTypeRegistry.getInstance().getObjectSerializer(objectClass)
            .orElseThrow(() -> new IllegalArgumentException("No serializer for " + objectClass.getName()));
    }

    @SuppressWarnings("unchecked")
    public static <T extends PortObjectSpec> PortObjectSpecSerializer<T> getPortObjectSpecSerializer(Class<T> specClass) {
        return (PortObjectSpecSerializer<T>) PortTypeRegistry.getInstance().getSpecSerializer(specClass)
            .orElseThrow(() -> new IllegalArgumentException("No serializer for " + specClass.getName()));
    }

    public static PortObjectZipOutputStream getPortObjectZipOutputStream(OutputStream out) throws IOException {
        return new PortObjectZipOutputStream(out);
    }

    public static PortObjectZipInputStream getPortObjectZipInputStream(InputStream in) throws IOException {
        return new PortObjectZipInputStream(in);
    }

    public static PortObjectSpecZipOutputStream getPortObjectSpecZipOutputStream(OutputStream out)
        throws IOException {
        return new PortObjectSpecZipOutputStream(out);
    }

    public static PortObjectSpecZipInputStream getPortObjectSpecZipInputStream(InputStream in) throws IOException {
        return new PortObjectSpecZipInputStream(in);
    }

    public static void writeObjectToFile(PortObject object, File file, ExecutionMonitor exec)
        throws IOException, CanceledExecutionException {
        try (OutputStream out = new FileOutputStream(file)) {
            writeObjectToStream(object, out, exec);
        }
    }

    public static PortObject readObjectFromFile(File file, ExecutionMonitor exec)
        throws IOException, CanceledExecutionException {
        try (InputStream in = new FileInputStream(file)) {
            return readObjectFromStream(in, exec);
        }
    }

    public static void writeObjectToStream(PortObject object, OutputStream out, ExecutionMonitor exec)
        throws IOException, CanceledExecutionException {
        PortObjectArchive.write(object, out, exec);
    }

    public static PortObject readObjectFromStream(InputStream in, ExecutionMonitor exec)
        throws IOException, CanceledExecutionException {
        return PortObjectArchive.read(in, exec);
    }

    static byte[] specBytes(PortObjectSpec spec) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PortObjectSpecZipOutputStream zip = getPortObjectSpecZipOutputStream(bytes)) {
            serializer(spec).savePortObjectSpec(spec, zip);
        }
        return bytes.toByteArray();
    }

    @SuppressWarnings("unchecked")
    private static PortObjectSpecSerializer<PortObjectSpec> serializer(PortObjectSpec spec) {
        return (PortObjectSpecSerializer<PortObjectSpec>) getPortObjectSpecSerializer(spec.getClass());
    }

    static PortObjectSpec spec(Class<? extends PortObjectSpec> specClass, byte[] bytes) throws IOException {
        try (PortObjectSpecZipInputStream zip = getPortObjectSpecZipInputStream(new ByteArrayInputStream(bytes))) {
            return getPortObjectSpecSerializer(specClass).loadPortObjectSpec(zip);
        }
    }
}
