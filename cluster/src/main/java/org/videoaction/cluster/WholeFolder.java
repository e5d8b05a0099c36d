package org.videoaction.cluster;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Gives folders and files their names when they are whole, on any file system of Hadoop. Object stores copy a folder piece by
 * piece in the place of renaming it, so that one may be left half: a folder carries a list of what is in it.
 */
final class WholeFolder {

    /** How many files there are and their bytes; readers pass over such a name. */
    private static final String CONTENT = "_content";

    private final FileSystem files;

    WholeFolder(FileSystem files) {
        this.files = files;
    }

    /**
     * Says in a folder what is in it, and gives it its name.
     *
     * @throws IOException when the name is taken or the folder is gone: another job on the same folder removed it
     */
    void name(Path from, Path to) throws IOException {
        if (!files.exists(from)) {
            throw takenOver(to, null);
        }
        try (OutputStream out = files.create(new Path(from, CONTENT), true)) {
            out.write(content(from).getBytes(StandardCharsets.US_ASCII));
        }
        rename(from, to);
    }

    /** Whether all is in a folder that was in it when it got its name. */
    boolean isWhole(Path folder) throws IOException {
        Path said = new Path(folder, CONTENT);
        if (!files.exists(said)) {
            return false;
        }
        try (InputStream in = files.open(said)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).equals(content(folder));
        }
    }

    private String content(Path folder) throws IOException {
        int count = 0;
        long bytes = 0;
        for (RemoteIterator<LocatedFileStatus> all = files.listFiles(folder, true); all.hasNext();) {
            LocatedFileStatus file = all.next();
            if (!file.getPath().getName().equals(CONTENT)) {
                count++;
                bytes += file.getLen();
            }
        }
        return count + " files, " + bytes + " bytes";
    }

    /** Fails where the target is there: another job on the same folder was faster. */
    void rename(Path from, Path to) throws IOException {
        try {
            FileContext.getFileContext(to.toUri(), files.getConf()).rename(from, to);
        } catch (UnsupportedFileSystemException e) {
            renameByTurns(from, to);
        } catch (FileAlreadyExistsException e) {
            throw taken(from, to);
        } catch (FileNotFoundException e) {
            throw takenOver(to, e);
        }
    }

    private static IOException takenOver(Path to, Exception cause) {
        return new IOException("Another job that writes to the folder " + to.getParent() + " has taken it over.", cause);
    }

    /** Of a file system that can but move a folder into one that is there already. */
    private void renameByTurns(Path from, Path to) throws IOException {
        if (files.exists(to)) {
            throw taken(from, to);
        }
        if (!files.rename(from, to)) {
            throw new IOException("The folder " + from + " cannot be renamed to " + to.getName() + ".");
        }
        Path within = new Path(to, from.getName());
        if (files.exists(within)) {
            throw taken(within, to);
        }
    }

    private IOException taken(Path from, Path to) throws IOException {
        files.delete(from, true);
        return new IOException("Another job writes to the folder " + to.getParent() + " at the same time.");
    }
}
