package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only looks like a file, or a folder, of frames. None of it may block. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileFilesTest {

    private final VideoProbe probe = new VideoProbe(VideoLimits.DEFAULT);

    @TempDir
    private Path folder;

    private static void makePipe(Path pipe) throws InterruptedException {
        try {
            assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no pipe can be made here");
        } catch (IOException e) {
            assumeTrue(false, "no pipe can be made here");
        }
    }

    /** Two frames in a folder of their own, and the name of a third one. */
    private Path frames() throws IOException {
        Path frames = Files.createDirectory(folder.resolve("frames"));
        for (int i = 1; i <= 2; i++) {
            Files.write(frames.resolve("img_0000" + i + ".jpg"), picture());
        }
        assertThat(probe.decode(frames).status()).isEqualTo(VideoReport.Status.OK);
        return frames.resolve("img_00003.jpg");
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_3BYTE_BGR),
            "jpg", bytes);
        return bytes.toByteArray();
    }

    @Test
    void aPipeIsNoVideo() throws InterruptedException {
        Path pipe = folder.resolve("pipe.mp4");
        makePipe(pipe);
        assertThat(probe.scan(pipe).reason()).isEqualTo("is not a file");
        assertThat(probe.decode(pipe).reason()).isEqualTo("is not a file");
    }

    @Test
    void aDeviceIsNoVideo() throws IOException {
        Path device = Path.of("/dev/zero");
        assumeTrue(Files.exists(device));
        assertThat(probe.scan(device).reason()).isEqualTo("is not a file");
        Path link = Files.createSymbolicLink(folder.resolve("link.mp4"), device);
        assertThat(probe.scan(link).reason()).isEqualTo("is not a file");
    }

    @Test
    void aFileWithoutLengthIsNoVideo() throws IOException {
        assertThat(probe.scan(Files.createFile(folder.resolve("a.mp4"))).reason()).isEqualTo("is empty");
    }

    @Test
    void aFrameThatIsAPipeOrAFolderIsNamed() throws IOException, InterruptedException {
        Path frame = frames();
        Files.createDirectory(frame);
        assertThat(probe.scan(frame.getParent()).reason()).isEqualTo("has img_00003.jpg, which is not a file");
        Files.delete(frame);
        makePipe(frame);
        assertThat(probe.scan(frame.getParent()).reason()).isEqualTo("has img_00003.jpg, which is not a file");
    }

    @Test
    void aFrameThatIsLargerThanAnyPictureIsNamed() throws IOException {
        Path frame = frames();
        try (RandomAccessFile file = new RandomAccessFile(frame.toFile(), "rw")) {
            file.setLength(1L << 31);
        }
        assertThat(probe.scan(frame.getParent()).reason()).contains("img_00003.jpg").contains("2147483648 bytes");
    }

    @Test
    void aFolderThatIsCalledLikeAGlobIsReadAsItIs() throws IOException {
        Path frames = frames().getParent();
        Path odd = Files.move(frames, folder.resolve("100%*[a] {b} %03d"));
        VideoReport report = probe.decode(odd);
        assertThat(report.reason()).isNull();
        assertThat(report.info().frames()).isEqualTo(2);
    }
}
