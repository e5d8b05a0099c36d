package org.videoaction.standin.files;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.knime.filehandling.core.connections.FSFileSystemProvider;

/** Hands the work on {@link WrappedPath}s to this machine's files. */
public final class WrappedFiles extends FSFileSystemProvider<WrappedPath, WrappedFileSystem> {
    private final WrappedFileSystem m_files;

    WrappedFiles(WrappedFileSystem files) {
        m_files = files;
    }

    private Path local(Path path) {
        if (!m_files.isOpen()) {
            throw new ClosedFileSystemException();
        }
        return ((WrappedPath) path).local();
    }

    private FileSystemProvider real() {
        return m_files.base().getFileSystem().provider();
    }

    @Override
    public String getScheme() {
        return "knime-stand-in";
    }

    @Override
    public WrappedFileSystem newFileSystem(URI uri, Map<String, ?> env) {
        return m_files;
    }

    @Override
    public WrappedFileSystem getFileSystem(URI uri) {
        return m_files;
    }

    @Override
    public WrappedPath getPath(URI uri) {
        return m_files.getPath(uri.getPath());
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options,
        FileAttribute<?>... attributes) throws IOException {
        return real().newByteChannel(local(path), options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
        throws IOException {
        DirectoryStream<Path> names = Files.newDirectoryStream(local(folder),
            file -> filter.accept(folder.resolve(file.getFileName().toString())));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                Iterator<Path> files = names.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return files.hasNext();
                    }

                    @Override
                    public Path next() {
                        return folder.resolve(files.next().getFileName().toString());
                    }
                };
            }

            @Override
            public void close() throws IOException {
                names.close();
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        real().createDirectory(local(folder), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        real().delete(local(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        real().copy(local(source), local(target), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        real().move(local(source), local(target), options);
    }

    @Override
    public boolean isSameFile(Path first, Path second) throws IOException {
        return real().isSameFile(local(first), local(second));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return real().isHidden(local(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return real().getFileStore(local(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        real().checkAccess(local(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return real().getFileAttributeView(local(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
        throws IOException {
        return real().readAttributes(local(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
        throws IOException {
        return real().readAttributes(local(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        real().setAttribute(local(path), attribute, value, options);
    }
}
