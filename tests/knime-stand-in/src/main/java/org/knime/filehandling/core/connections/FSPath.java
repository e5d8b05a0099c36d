package org.knime.filehandling.core.connections;

import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A path in a place that files are in. */
public abstract class FSPath implements Path {
    public static final String URI_SEPARATOR = "/";

    @Override
    public abstract FSFileSystem<? extends FSPath> getFileSystem();

    @Override
    public final URI toUri() {
        return Path.of(toAbsolutePath().toString()).toUri();
    }

    public FSLocation toFSLocation() {
        FSLocationSpec spec = getFileSystem().getFSLocationSpec();
        return new FSLocation(spec.getFileSystemCategory(), spec.getFileSystemSpecifier().orElse(null), toString());
    }

    public Stream<Path> pathStream() {
        return StreamSupport.stream(spliterator(), false);
    }

    public Stream<String> stringStream() {
        return pathStream().map(Path::toString);
    }
}
