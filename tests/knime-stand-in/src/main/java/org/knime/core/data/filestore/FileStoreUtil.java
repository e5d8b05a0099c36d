package org.knime.core.data.filestore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knime.core.data.IDataRepository;
import org.videoaction.standin.RunFolder;

/** Access to the file stores of port objects. */
public final class FileStoreUtil {
    private FileStoreUtil() {
    }

    public static List<FileStore> getFileStores(FileStorePortObject object) {
        try {
            object.flushToFileStore();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return object.stores();
    }

    public static FileStoreKey getFileStoreKey(FileStore store) {
        return store.key();
    }

    public static void retrieveFileStoreHandlerFrom(FileStorePortObject object, List<FileStoreKey> keys,
        IDataRepository repository) throws IOException {
        List<FileStore> stores = new ArrayList<>();
        for (FileStoreKey key : keys) {
            Path file = RunFolder.current().store(key.getStoreUUID(), key.getNameOnDisc());
            stores.add(new FileStore(file.toFile(), key));
        }
        object.restore(stores);
    }
}
