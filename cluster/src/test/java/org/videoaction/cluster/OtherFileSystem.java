package org.videoaction.cluster;

import java.io.IOException;
import org.apache.hadoop.fs.viewfs.ViewFileSystem;

/** A file system of Hadoop, {@code other:}, that no path of Java's leads to: folders of this machine under other names. */
public final class OtherFileSystem extends ViewFileSystem {

    /** Hadoop makes one for each address. */
    public OtherFileSystem() throws IOException {
        super();
    }

    @Override
    public String getScheme() {
        return "other";
    }
}
