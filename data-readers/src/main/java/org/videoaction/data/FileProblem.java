package org.videoaction.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words what Java's file exceptions say by their class alone. */
public final class FileProblem {

    private FileProblem() {
    }

    /** A sentence for the person who named the file. */
    public static String message(IOException problem) {
        if (!(problem instanceof FileSystemException file)) {
            return problem.getMessage();
        } else if (file instanceof AccessDeniedException) {
            return "There is no permission to use " + file.getFile() + ".";
        } else if (file instanceof NoSuchFileException) {
            return "The file or folder " + file.getFile() + " does not exist.";
        } else if (file instanceof FileAlreadyExistsException) {
            return file.getFile() + " is a file; a folder is needed there.";
        }
        return file.getFile() + ": " + file.getReason();
    }
}
