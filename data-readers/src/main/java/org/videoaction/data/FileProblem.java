package org.videoaction.data;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Says in words what Java's file exceptions say by their class alone, and of which file or folder. */
public final class FileProblem {

    /** What systems say of a disk, or of one's share of it. */
    private static final List<String> FULL = List.of("No space left on device", "Disk quota exceeded",
        "There is not enough space on the disk");
    private static final List<String> DENIED = List.of("Permission denied", "Access is denied");
    /** Of files on the way to their names, which nobody has chosen. */
    private static final String UNFINISHED = "(\\.[0-9a-f]{1,16})?\\.unfinished$";

    private FileProblem() {
    }

    /** A sentence for the person who named the file. */
    public static String message(IOException problem) {
        if (!(problem instanceof FileSystemException file) || file.getFile() == null) {
            return problem.getMessage();
        }
        String name = file.getFile().replaceFirst(UNFINISHED, "");
        if (file instanceof NoSuchFileException && closed(FilePath.of(name)).isEmpty()) {
            return "The file or folder " + name + " does not exist.";
        } else if (file instanceof AccessDeniedException || file instanceof NoSuchFileException) {
            return "There is no permission to use " + denied(FilePath.of(name)) + ".";
        } else if (file instanceof FileAlreadyExistsException) {
            return name + " is a file; a folder is needed there.";
        } else if (says(file, FULL)) {
            return full(FilePath.of(name));
        }
        return name + ": " + file.getReason();
    }

    /**
     * What to throw where a file could not be written, whose message names the file or the folder that is meant; an
     * interruption stays as it is. Java's own exception names no file where the disk is full.
     *
     * @param file as the person named it
     */
    public static IOException writing(Path file, IOException problem) {
        if (problem instanceof ClosedByInterruptException) {
            return problem;
        } else if (says(problem, FULL)) {
            return new IOException(full(file), problem);
        } else if (problem instanceof AccessDeniedException || says(problem, DENIED)) {
            return new IOException("The file " + file + " cannot be written: there is no permission to use " + denied(file)
                + ".", problem);
        } else if (problem instanceof NoSuchFileException) {
            return new IOException("The file " + file + " cannot be written: its folder does not exist.", problem);
        }
        String reason = problem instanceof FileSystemException system && system.getReason() != null ? system.getReason()
            : problem.getMessage();
        return new IOException("The file " + file + " cannot be written: " + reason, problem);
    }

    private static boolean says(Throwable problem, List<String> words) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && words.stream().anyMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }

    private static String full(Path file) {
        return "There is no space left in the folder " + file.toAbsolutePath().getParent() + " (the file "
            + file.getFileName() + " needs more).";
    }

    /** The outermost folder above a file that may not be entered, behind which nothing seems to exist. */
    private static Optional<Path> closed(Path file) {
        Path whole = file.toAbsolutePath();
        return IntStream.range(0, whole.getNameCount())
            .mapToObj(names -> names == 0 ? whole.getRoot() : whole.getRoot().resolve(whole.subpath(0, names)))
            .filter(folder -> Files.isDirectory(folder) && !Files.isExecutable(folder)).findFirst();
    }

    /** The folder that may not be entered, else the one in which the file may not be made, else the file. */
    private static String denied(Path file) {
        Path whole = file.toAbsolutePath();
        Optional<Path> closed = closed(file);
        if (closed.isPresent()) {
            return "the folder " + closed.get();
        }
        Path folder = whole.getParent();
        return !Files.exists(whole) && folder != null && Files.isDirectory(folder) && !Files.isWritable(folder)
            ? "the folder " + folder : file.toString();
    }
}
