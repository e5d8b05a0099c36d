package org.videoaction.standin.files;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Objects;
import org.knime.filehandling.core.connections.FSPath;

/** A path as KNIME's file API has it, around a path of this machine. */
public final class WrappedPath extends FSPath {
    private final WrappedFileSystem m_files;
    private final Path m_path;

    WrappedPath(WrappedFileSystem files, Path path) {
        m_files = files;
        m_path = path;
    }

    /** @return the file on this machine */
    public Path local() {
        return m_files.base().resolve(m_path).normalize();
    }

    private FSPath wrap(Path path) {
        return path == null ? null : new WrappedPath(m_files, path);
    }

    private static Path unwrap(Path path) {
        return path instanceof WrappedPath wrapped ? wrapped.m_path : path;
    }

    @Override
    public WrappedFileSystem getFileSystem() {
        return m_files;
    }

    @Override
    public boolean isAbsolute() {
        return m_path.isAbsolute();
    }

    @Override
    public Path getRoot() {
        return wrap(m_path.getRoot());
    }

    @Override
    public Path getFileName() {
        return wrap(m_path.getFileName());
    }

    @Override
    public Path getParent() {
        return wrap(m_path.getParent());
    }

    @Override
    public int getNameCount() {
        return m_path.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return wrap(m_path.getName(index));
    }

    @Override
    public Path subpath(int begin, int end) {
        return wrap(m_path.subpath(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
        return m_path.startsWith(unwrap(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return m_path.endsWith(unwrap(other));
    }

    @Override
    public Path normalize() {
        return wrap(m_path.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return wrap(m_path.resolve(unwrap(other)));
    }

    @Override
    public Path relativize(Path other) {
        return wrap(m_path.relativize(unwrap(other)));
    }

    @Override
    public Path toAbsolutePath() {
        return wrap(local());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        return wrap(local().toRealPath(options));
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException("Files cannot be watched");
    }

    @Override
    public int compareTo(Path other) {
        return m_path.compareTo(unwrap(other));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WrappedPath that && m_path.equals(that.m_path)
            && m_files.base().equals(that.m_files.base());
    }

    @Override
    public int hashCode() {
        return Objects.hash(m_path);
    }

    @Override
    public String toString() {
        return m_path.toString();
    }
}
