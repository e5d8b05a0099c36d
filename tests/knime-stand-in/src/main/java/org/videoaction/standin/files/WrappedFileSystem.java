package org.videoaction.standin.files;

import java.net.URI;
import java.nio.file.FileStore;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Set;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSFileSystem;
import org.knime.filehandling.core.connections.FSLocation;
import org.knime.filehandling.core.connections.FSLocationSpec;

/** This machine's files as KNIME's file API has them; relative paths start at a base folder. */
public final class WrappedFileSystem extends FSFileSystem<WrappedPath> {
    private final Path m_base;

    /**
     * Opens the files.
     *
     * @param spec the place as locations name it
     * @param base where relative paths start
     */
    public WrappedFileSystem(FSLocationSpec spec, Path base) {
        super(spec, base.toString());
        m_base = base.toAbsolutePath();
    }

    Path base() {
        return m_base;
    }

    @Override
    public WrappedPath getPath(String first, String... more) {
        return new WrappedPath(this, m_base.getFileSystem().getPath(first, more));
    }

    /** Addresses name the place too. */
    @Override
    public WrappedPath getPath(FSLocation location) {
        String path = location.getPath();
        return getPath(location.getFSCategory() == FSCategory.CUSTOM_URL ? URI.create(path).getPath().substring(1) : path);
    }

    @Override
    public WrappedFiles provider() {
        return new WrappedFiles(this);
    }

    @Override
    protected void ensureClosedInternal() {
        // this machine's files stay open
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return m_base.getFileSystem().getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(getWorkingDirectory().toAbsolutePath().getRoot());
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return m_base.getFileSystem().getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return m_base.getFileSystem().supportedFileAttributeViews();
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        PathMatcher matcher = m_base.getFileSystem().getPathMatcher(pattern);
        return path -> matcher.matches(Path.of(path.toString()));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return m_base.getFileSystem().getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException("Files cannot be watched");
    }
}
