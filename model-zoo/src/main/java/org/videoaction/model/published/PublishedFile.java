package org.videoaction.model.published;

import java.net.URI;

/** A file that its authors publish and that is kept on this machine. */
public interface PublishedFile {

    String id();

    URI address();

    /** The first hexadecimal digits of its SHA-256, empty where nothing is published. */
    String sha256();

    /** Its name as it is kept. */
    default String fileName() {
        String theirs = theirFileName();
        return id().replace('@', '.') + theirs.substring(theirs.lastIndexOf('.'));
    }

    /** Its name at its authors', which is not always its alone. */
    default String theirFileName() {
        String path = address().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
