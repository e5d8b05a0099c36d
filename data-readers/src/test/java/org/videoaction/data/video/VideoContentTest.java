package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoContentTest {

    private static final int LENGTH = 1_000_000;

    @TempDir
    private Path folder;

    private Path video;

    @BeforeEach
    void write() throws IOException {
        byte[] bytes = new byte[LENGTH];
        new Random(1).nextBytes(bytes);
        video = Files.write(folder.resolve("a.mp4"), bytes);
    }

    private void flip(long place) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(video.toFile(), "rw")) {
            file.seek(place);
            int value = file.read();
            file.seek(place);
            file.write(~value);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, LENGTH / 2, LENGTH - 1})
    void aByteAtTheBeginningTheMiddleOrTheEndIsSeenWithoutReadingEverything(long place) throws IOException {
        VideoContent before = VideoContent.of(video);
        flip(place);
        assertThat(VideoContent.of(video).parts()).isNotEqualTo(before.parts());
    }

    @Test
    void anyOtherByteIsSeenByReadingEverything() throws IOException {
        VideoContent before = VideoContent.of(video);
        String whole = VideoContent.whole(video, () -> {});
        flip(LENGTH / 4);
        assertThat(VideoContent.of(video).parts()).isEqualTo(before.parts());
        assertThat(VideoContent.whole(video, () -> {})).isNotEqualTo(whole);
    }

    @Test
    void aCopyOfAnotherNameAndTimeHoldsTheSame() throws IOException {
        Path copy = Files.copy(video, folder.resolve("b.mp4"));
        Files.setLastModifiedTime(copy, FileTime.fromMillis(1));
        assertThat(VideoContent.of(copy).parts()).isEqualTo(VideoContent.of(video).parts());
        assertThat(VideoContent.of(copy).size()).isEqualTo(LENGTH);
        assertThat(VideoContent.whole(copy, () -> {})).isEqualTo(VideoContent.whole(video, () -> {}));
    }

    /** A download that replaces an old video may carry the date of its own making. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files do not tell when they came to their place")
    void aFileWithAnOldDateThatHasComeSinceIsNotOlder() throws IOException {
        Path scores = Files.createFile(folder.resolve("scores"));
        Files.setLastModifiedTime(scores, FileTime.from(Files.getLastModifiedTime(video).toInstant().plusSeconds(100)));
        assertThat(VideoContent.of(video).isOlderThan(scores)).isTrue();
        Files.setLastModifiedTime(scores, FileTime.from(Files.getLastModifiedTime(video).toInstant().minusSeconds(100)));
        Files.setLastModifiedTime(video, FileTime.fromMillis(1));
        assertThat(VideoContent.of(video).isOlderThan(scores)).isFalse();
    }

    private Path frames() throws IOException {
        Path frames = Files.createDirectory(folder.resolve("frames"));
        for (int frame = 1; frame <= 9; frame++) {
            Files.writeString(frames.resolve("img_0000" + frame + ".jpg"), "frame " + frame);
        }
        return frames;
    }

    @Test
    void aFolderOfFramesIsItsNamesSizesAndSomeOfItsFrames() throws IOException {
        Path frames = frames();
        VideoContent before = VideoContent.of(frames);
        assertThat(before.size()).isEqualTo(9 * "frame 1".length());
        Files.move(frames.resolve("img_00003.jpg"), frames.resolve("img_00010.jpg"));
        assertThat(VideoContent.of(frames).parts()).isNotEqualTo(before.parts());
        Files.move(frames.resolve("img_00010.jpg"), frames.resolve("img_00003.jpg"));
        assertThat(VideoContent.of(frames).parts()).isEqualTo(before.parts());
        Files.writeString(frames.resolve("img_00005.jpg"), "FRAME 5");
        assertThat(VideoContent.of(frames).parts()).isNotEqualTo(before.parts());
    }

    @Test
    void everyFrameIsReadForTheWhole() throws IOException {
        Path frames = frames();
        VideoContent before = VideoContent.of(frames);
        String whole = VideoContent.whole(frames, () -> {});
        Files.writeString(frames.resolve("img_00003.jpg"), "FRAME 3");
        assertThat(VideoContent.of(frames).parts()).isEqualTo(before.parts());
        assertThat(VideoContent.of(frames).changed()).isGreaterThanOrEqualTo(before.changed());
        assertThat(VideoContent.whole(frames, () -> {})).isNotEqualTo(whole);
    }

    @Test
    void whatIsNoFileIsNotOpened() throws IOException {
        assertThatIOException().isThrownBy(() -> VideoContent.of(folder.resolve("gone.mp4")));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatIOException().isThrownBy(() -> VideoContent.of(empty)).withMessageContaining("empty");
    }

    @Test
    void aLongReadingCanBeCancelled() {
        assertThatThrownBy(() -> VideoContent.whole(video, () -> {
            throw new CancellationException();
        })).isInstanceOf(CancellationException.class);
    }
}
