package org.videoaction.data.video;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of a video's frames, as MMAction2's lists of raw frames have them. */
final class FrameFolder {

    private static final String PATTERN = "img_%05d.jpg";
    private static final String ANY_FRAME = "img_*.jpg";
    private static final String FIRST_FRAME = String.format(PATTERN, 1);
    /** No picture takes more, however badly it is compressed. */
    private static final long BYTES_PER_PIXEL = 4;
    private static final long HEADER_BYTES = 1 << 20;

    private final Path folder;

    FrameFolder(Path folder) {
        this.folder = folder;
    }

    /** FFmpeg's address of all frames; a percent sign in the folder's own name is no pattern. */
    String pattern() {
        return folder.toAbsolutePath().toString().replace("%", "%%") + folder.getFileSystem().getSeparator() + PATTERN;
    }

    /** @throws VideoException when a frame is no file, which might block, or larger than a picture is */
    void check(VideoLimits limits, Deadline deadline) throws VideoException {
        if (!Files.isRegularFile(folder.resolve(FIRST_FRAME))) {
            throw new VideoException(folder, "is a folder without frames; the first would be " + FIRST_FRAME);
        }
        long most = limits.maxPixels() * BYTES_PER_PIXEL + HEADER_BYTES;
        try (DirectoryStream<Path> frames = Files.newDirectoryStream(folder, ANY_FRAME)) {
            for (Path frame : frames) {
                deadline.check();
                if (!Files.isRegularFile(frame)) {
                    throw new VideoException(folder, "has " + frame.getFileName() + ", which is not a file");
                }
                if (frame.toFile().length() > most) {
                    throw new VideoException(folder, "has " + frame.getFileName() + " of " + frame.toFile().length()
                        + " bytes, more than a frame of " + limits.maxPixels() + " pixels takes");
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw e instanceof VideoException problem ? problem
                : new VideoException(folder, "is a folder that may not be read");
        }
    }
}
