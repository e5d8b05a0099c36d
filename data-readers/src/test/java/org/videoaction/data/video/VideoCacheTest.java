package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.FolderLock;

/** Copies of files in an archive, a file system of another kind than the machine's own. */
class VideoCacheTest {

    private static final int LENGTH = 1000;
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    private Path folder;
    private FileSystem elsewhere;

    @BeforeEach
    void openElsewhere() throws IOException {
        elsewhere = FileSystems.newFileSystem(folder.resolve("elsewhere.zip"), Map.of("create", "true"));
    }

    @AfterEach
    void closeElsewhere() throws IOException {
        elsewhere.close();
    }

    private Path original(String name, int content) throws IOException {
        byte[] bytes = new byte[LENGTH];
        bytes[0] = (byte) content;
        Path file = Files.write(elsewhere.getPath(name), bytes);
        Files.setLastModifiedTime(file, FileTime.from(NOON));
        return file;
    }

    /** A cache for copies of so many videos, used at that minute. */
    private VideoCache cache(int videos, int minute) {
        return new VideoCache(folder.resolve("cache"), (long) videos * LENGTH,
            Clock.fixed(NOON.plusSeconds(60L * minute), ZoneOffset.UTC));
    }

    private static Path copied(VideoCache cache, Path original) throws IOException {
        return cache.copy(original.toString(), original, bytes -> {});
    }

    private List<Path> copies() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
            return files.filter(Files::isRegularFile).filter(file -> !file.equals(FolderLock.file(file.getParent())))
                .toList();
        }
    }

    @Test
    void aVideoIsCopiedOnce() throws Exception {
        Path original = original("a.mp4", 1);
        Path copy = copied(cache(3, 0), original);
        assertThat(copy).hasSameBinaryContentAs(original).hasExtension("mp4");
        long[] calls = {0};
        assertThat(cache(3, 1).copy("a.mp4", original, bytes -> calls[0]++)).isEqualTo(copy);
        assertThat(calls[0]).isZero();
    }

    @Test
    void aVideoThatWasChangedIsCopiedAnew() throws Exception {
        Path before = copied(cache(3, 0), original("a.mp4", 1));
        Path changed = original("a.mp4", 2);
        Files.setLastModifiedTime(changed, FileTime.from(NOON.plusSeconds(2)));
        assertThat(copied(cache(3, 1), changed)).isNotEqualTo(before).hasSameBinaryContentAs(changed);
    }

    @Test
    void twoPlacesDoNotShareACopy() throws Exception {
        VideoCache cache = cache(3, 0);
        Path original = original("a.mp4", 1);
        assertThat(cache.copy("one/a.mp4", original, bytes -> {}))
            .isNotEqualTo(cache.copy("two/a.mp4", original, bytes -> {}));
    }

    @Test
    void whatDoesNotSayWhenItWasChangedIsCopiedForEachUseAnew() throws Exception {
        Path original = original("a.mp4", 1);
        Files.setLastModifiedTime(original, FileTime.fromMillis(0));
        VideoCache cache = cache(3, 0);
        Path copy = copied(cache, original);
        assertThat(copied(cache, original)).isEqualTo(copy);
        assertThat(copied(cache(3, 1), original)).isNotEqualTo(copy);
    }

    @Test
    void theCopyThatWasNotUsedForLongestMakesRoom() throws Exception {
        Path a = copied(cache(2, 0), original("a.mp4", 1));
        Path b = copied(cache(2, 1), original("b.mp4", 2));
        copied(cache(2, 2), original("a.mp4", 1));
        Path c = copied(cache(2, 3), original("c.mp4", 3));
        assertThat(copies()).containsExactlyInAnyOrder(a, c).doesNotContain(b);
    }

    @Test
    void aVideoThatIsLargerThanTheCacheIsRefusedAndNothingMakesRoom() throws Exception {
        Path a = copied(cache(1, 0), original("a.mp4", 1));
        Path large = Files.write(elsewhere.getPath("large.mp4"), new byte[LENGTH + 1]);
        assertThatThrownBy(() -> copied(cache(1, 1), large)).isInstanceOf(IOException.class)
            .hasMessageContaining("1001").hasMessageContaining("VIDEOACTION_VIDEOS_GB");
        assertThat(copies()).containsExactly(a);
    }

    @Test
    void aMissingVideoLeavesNothing() {
        assertThatThrownBy(() -> copied(cache(1, 0), elsewhere.getPath("none.mp4"))).isInstanceOf(NoSuchFileException.class);
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void copyingEndsWithWhoWaitsForIt() throws Exception {
        Path original = original("a.mp4", 1);
        assertThatThrownBy(() -> cache(1, 0).copy("a", original, bytes -> {
            throw new CancellationException();
        })).isInstanceOf(CancellationException.class);
        assertThat(copies()).isEmpty();
    }

    @Test
    void anInterruptedThreadCopiesNothing() throws Exception {
        Path original = original("a.mp4", 1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> copied(cache(1, 0), original)).isInstanceOf(CancellationException.class);
        Thread.interrupted();
        assertThat(copies()).isEmpty();
    }

    @Test
    void whatSomebodyElseCopiesIsWaitedFor() throws Exception {
        Path original = original("a.mp4", 1);
        Path copy = copied(cache(1, 0), original);
        Files.delete(copy);
        FolderLock lock = FolderLock.of(copy.getParent()).orElseThrow();
        assertThat(cache(1, 1).copy("a.mp4", original, bytes -> {
            try {
                if (bytes == 0) {
                    lock.close();
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        })).isEqualTo(copy).exists();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files have other permissions")
    void copiesAreForTheirOwnersEyes() throws Exception {
        copied(cache(1, 0), original("a.mp4", 1));
        assertThat(Files.getPosixFilePermissions(folder.resolve("cache")))
            .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void theEnvironmentSaysWhereAndHowMuch() throws Exception {
        Path original = original("a.mp4", 1);
        Map<String, String> properties = Map.of("user.home", folder.toString());
        Map<String, String> variables = Map.of("VIDEOACTION_VIDEOS", folder.resolve("said").toString(),
            "VIDEOACTION_VIDEOS_GB", "3");
        assertThat(copied(VideoCache.of(properties::get, variables::get), original)).startsWith(folder.resolve("said"));
        assertThat(copied(VideoCache.of(properties::get, name -> null), original))
            .startsWith(folder.resolve(".videoaction/videos"));
        assertThatThrownBy(() -> VideoCache.of(properties::get, Map.of("VIDEOACTION_VIDEOS_GB", "0")::get))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("VIDEOACTION_VIDEOS_GB");
    }
}
