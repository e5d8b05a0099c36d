package org.videoaction.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folders of a run: its workflow, and a temporary one for file stores. Threads that a node starts belong to the
 * same run as the thread that started them.
 */
public final class RunFolder implements AutoCloseable {
    private static final InheritableThreadLocal<RunFolder> CURRENT = new InheritableThreadLocal<>();
    private final Path m_workflow;
    private final Path m_stores;

    private RunFolder(Path workflow, Path stores) {
        m_workflow = workflow;
        m_stores = stores;
    }

    private static RunFolder temporary() {
        try {
            RunFolder folder = of(null);
            Runtime.getRuntime().addShutdownHook(new Thread(folder::close));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes the folders of a run.
     *
     * @param workflow the workflow's folder, null for none
     * @return the folders; closing them deletes the file stores
     * @throws IOException if there is no place for temporary files
     */
    public static RunFolder of(Path workflow) throws IOException {
        try {
            return new RunFolder(workflow, Files.createTempDirectory("file-stores-"));
        } catch (IOException e) {
            throw new IOException("The temporary folder " + System.getProperty("java.io.tmpdir")
                + " does not exist or cannot be written. Make it usable, or name another one to Java with "
                + "-Djava.io.tmpdir=FOLDER.", e);
        }
    }

    /** @return the folders of the run that the current thread belongs to; without a run, those of this JVM */
    public static RunFolder current() {
        return Optional.ofNullable(CURRENT.get()).orElseGet(() -> Outside.FOLDER);
    }

    /** Made when a node runs on its own for the first time. */
    private static final class Outside {
        private static final RunFolder FOLDER = temporary();
    }

    /** Makes this the current thread's run. */
    public void enter() {
        CURRENT.set(this);
    }

    /** Ends what {@link #enter()} began. */
    public static void leave() {
        CURRENT.remove();
    }

    /** @return the folder of the workflow that runs, if one does */
    public Optional<Path> workflow() {
        return Optional.ofNullable(m_workflow);
    }

    /**
     * The place of a file store.
     *
     * @param owner who made the store
     * @param name its name there
     * @return a path in an existing folder
     * @throws IOException if the folder cannot be made
     */
    public Path store(UUID owner, String name) throws IOException {
        return Files.createDirectories(m_stores.resolve(owner.toString())).resolve(name);
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(m_stores)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
