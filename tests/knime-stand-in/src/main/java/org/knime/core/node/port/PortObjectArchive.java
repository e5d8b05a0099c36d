package org.knime.core.node.port;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStoreFactory;
import org.knime.core.data.filestore.FileStoreKey;
import org.knime.core.data.filestore.FileStorePortObject;
import org.knime.core.data.filestore.FileStoreUtil;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortObject.PortObjectSerializer;

/** A file with one port object: the class names, the specification, the object, then its file stores. */
final class PortObjectArchive {
    private static final String CLASSES = "classes.txt";
    private static final String SPEC = "objectSpec.zip";
    private static final String OBJECT = "object.zip";

    private PortObjectArchive() {
    }

    static void write(PortObject object, OutputStream out, ExecutionMonitor exec)
        throws IOException, CanceledExecutionException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (PortObjectZipOutputStream zip = PortUtil.getPortObjectZipOutputStream(content)) {
            serializer(object).savePortObject(object, zip, exec);
        }
        String classes = object.getClass().getName() + "\n" + object.getSpec().getClass().getName();
        ZipOutputStream archive = new ZipOutputStream(out);
        entry(archive, CLASSES, classes.getBytes(StandardCharsets.UTF_8));
        entry(archive, SPEC, PortUtil.specBytes(object.getSpec()));
        entry(archive, OBJECT, content.toByteArray());
        for (FileStore store : stores(object)) {
            exec.checkCanceled();
            folder(archive, FileStoreUtil.getFileStoreKey(store).getName(), store.getFile().toPath());
        }
        archive.finish();
    }

    @SuppressWarnings("unchecked")
    private static PortObjectSerializer<PortObject> serializer(PortObject object) {
        return (PortObjectSerializer<PortObject>) PortUtil.getPortObjectSerializer(object.getClass());
    }

    private static List<FileStore> stores(PortObject object) {
        return object instanceof FileStorePortObject holder ? FileStoreUtil.getFileStores(holder) : List.of();
    }

    private static void entry(ZipOutputStream archive, String name, byte[] content) throws IOException {
        archive.putNextEntry(new ZipEntry(name));
        archive.write(content);
        archive.closeEntry();
    }

    /** A file store is a file or a folder; either becomes entries below its name. */
    private static void folder(ZipOutputStream archive, String name, Path store) throws IOException {
        List<Path> files;
        try (var walk = Files.walk(store)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            archive.putNextEntry(new ZipEntry(name + "//" + store.relativize(file).toString().replace('\\', '/')));
            Files.copy(file, archive);
            archive.closeEntry();
        }
    }

    static PortObject read(InputStream in, ExecutionMonitor exec) throws IOException, CanceledExecutionException {
        ZipInputStream archive = new ZipInputStream(in);
        String[] classes = new String(next(archive, CLASSES), StandardCharsets.UTF_8).split("\n");
        PortTypeRegistry registry = PortTypeRegistry.getInstance();
        Class<? extends PortObject> objectClass = registry.getObjectClass(classes[0])
            .orElseThrow(() -> new IOException("unknown port object class " + classes[0]));
        Class<? extends PortObjectSpec> specClass = registry.getSpecClass(classes[1])
            .orElseThrow(() -> new IOException("unknown specification class " + classes[1]));
        PortObjectSpec spec = PortUtil.spec(specClass, next(archive, SPEC));
        PortObject object;
        try (PortObjectZipInputStream zip = PortUtil
            .getPortObjectZipInputStream(new ByteArrayInputStream(next(archive, OBJECT)))) {
            object = PortUtil.getPortObjectSerializer(objectClass).loadPortObject(zip, spec, exec);
        }
        if (object instanceof FileStorePortObject holder) {
            FileStoreUtil.retrieveFileStoreHandlerFrom(holder, readStores(archive), null);
        }
        return object;
    }

    private static byte[] next(ZipInputStream archive, String name) throws IOException {
        ZipEntry entry = archive.getNextEntry();
        if (entry == null || !entry.getName().equals(name)) {
            throw new IOException("not a saved port object: " + name + " is missing");
        }
        return archive.readAllBytes();
    }

    private static List<FileStoreKey> readStores(ZipInputStream archive) throws IOException {
        List<FileStoreKey> keys = new ArrayList<>();
        FileStoreFactory factory = FileStoreFactory.createNotInWorkflowFileStoreFactory();
        String name = null;
        FileStore store = null;
        for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            String[] parts = entry.getName().split("//", -1);
            if (!parts[0].equals(name)) {
                name = parts[0];
                store = factory.createFileStore(name);
                keys.add(FileStoreUtil.getFileStoreKey(store));
            }
            Path file = store.getFile().toPath().resolve(parts[1]).normalize();
            Files.createDirectories(file.getParent());
            Files.copy(archive, file);
        }
        return keys;
    }
}
