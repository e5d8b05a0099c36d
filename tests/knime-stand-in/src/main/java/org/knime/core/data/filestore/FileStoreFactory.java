package org.knime.core.data.filestore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.knime.core.node.ExecutionContext;
import org.videoaction.standin.RunFolder;

/** Makes file stores. */
public abstract class FileStoreFactory {
    FileStoreFactory() {
    }

    public abstract FileStore createFileStore(String name) throws IOException;

    public abstract void close();

    public static final FileStoreFactory createWorkflowFileStoreFactory(ExecutionContext exec) {
        return createFileStoreFactory(exec);
    }

    public static final FileStoreFactory createFileStoreFactory(ExecutionContext exec) {
        return new FileStoreFactory() {
            @Override
            public FileStore createFileStore(String name) throws IOException {
                return exec.createFileStore(name);
            }

            @Override
            public void close() {
                // the execution owns the stores
            }
        };
    }

    public static final FileStoreFactory createNotInWorkflowFileStoreFactory() {
        return new InRunFolder(RunFolder.current());
    }

    private static final class InRunFolder extends FileStoreFactory {
        private final UUID m_id = UUID.randomUUID();
        private final Set<String> m_names = new HashSet<>();
        private final RunFolder m_folder;

        InRunFolder(RunFolder folder) {
            m_folder = folder;
        }

        @Override
        public synchronized FileStore createFileStore(String name) throws IOException {
            FileStoreKey key = new FileStoreKey(m_id, m_names.size(), null, -1, name);
            if (!m_names.add(name)) {
                throw new IOException("There is a file store \"" + name + "\" already");
            }
            Path file = m_folder.store(m_id, key.getNameOnDisc());
            return new FileStore(file.toFile(), key);
        }

        @Override
        public void close() {
            // the run deletes its folder
        }
    }
}
