package org.videoaction.data.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.Span;

class ClipOriginTest {

    private static final Classes CLASSES = Classes.of("walk", "run");

    @TempDir
    private Path folder;

    private static ClipOrigin origin(List<ListedVideo> videos) {
        try (ClipSource clips = OnDemandClips.of(TestVideos.recipe(TestVideos.EVEN, 1), CLASSES, videos)) {
            return ClipOrigin.of(clips, Progress.NONE);
        }
    }

    private List<ListedVideo> videos(String place, String second) throws IOException {
        Path there = Files.createDirectories(folder.resolve(place));
        return List.of(new ListedVideo(Files.writeString(there.resolve("a.mp4"), "first"), "walk"),
            new ListedVideo(Files.writeString(there.resolve("b.mp4"), second), "run"));
    }

    @Test
    void eachVideoIsListedWithTheStartOfItsHash() throws Exception {
        ClipOrigin origin = origin(videos("one", "second"));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        // the name of a file within a folder of frames, none here, its size, and its bytes
        String expected = HexFormat.of().formatHex(digest.digest(" 6\0second".getBytes(StandardCharsets.UTF_8)))
            .substring(0, 16);
        assertThat(origin.list()).extracting(ClipOrigin.Video::path).containsExactly("a.mp4", "b.mp4");
        assertThat(origin.list().get(1).hash()).isEqualTo(expected);
        assertThat(origin.folder()).isEqualTo(folder.resolve("one").toString() + folder.getFileSystem().getSeparator());
        // two clips of each of two videos
        assertThat(origin.clips()).isEqualTo(4);
        assertThat(origin.videos()).isEqualTo(2);
    }

    @Test
    void aByteOfAVideoChangesTheFingerprintAndItsPlaceDoesNot() throws IOException {
        String fingerprint = origin(videos("one", "second")).fingerprint();
        assertThat(origin(videos("two", "second")).fingerprint()).isEqualTo(fingerprint);
        assertThat(origin(videos("three", "sEcond")).fingerprint()).isNotEqualTo(fingerprint);
    }

    @Test
    void labelsSegmentsAndOrderDecideToo() throws IOException {
        List<ListedVideo> videos = videos("one", "second");
        ListedVideo first = videos.get(0);
        ListedVideo otherwise = new ListedVideo(first.video(), "run");
        ListedVideo segment = new ListedVideo(first.video(), "walk", List.of("walk"), new Span(0, 1), 0, null);
        assertThat(List.of(origin(videos), origin(List.of(otherwise, videos.get(1))),
            origin(List.of(segment, videos.get(1))), origin(List.of(videos.get(1), first))))
            .extracting(ClipOrigin::fingerprint).doesNotHaveDuplicates();
    }

    @Test
    void aVideoOfSeveralSegmentsIsListedAndReadOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("long.mp4"), "long");
        List<ListedVideo> segments = List.of(new ListedVideo(file, "walk", List.of("walk"), new Span(0, 1), 0, null),
            new ListedVideo(file, "run", List.of("run"), new Span(1, 2), 0, null));
        assertThat(origin(segments).list()).containsExactly(
            new ClipOrigin.Video("long.mp4", origin(segments.subList(0, 1)).list().get(0).hash()));
    }

    @Test
    void aVideoThatIsMissingIsSaidToBe() throws IOException {
        List<ListedVideo> videos = videos("one", "second");
        Files.delete(videos.get(1).video());
        assertThat(origin(videos).list().get(1)).isEqualTo(new ClipOrigin.Video("b.mp4", "unreadable"));
    }

    @Test
    void clipsInAFileAreKnownByTheirFramesAndSayHowTheyWereSampled() throws IOException {
        DatasetList list = TestVideos.write(folder);
        Recipe recipe = TestVideos.recipe(TestVideos.RANDOM, 5);
        String first = ofTable(recipe, list).fingerprint();
        assertThat(ofTable(recipe, list).fingerprint()).isEqualTo(first);
        assertThat(ofTable(TestVideos.recipe(TestVideos.RANDOM, 6), list).fingerprint()).isNotEqualTo(first);
        assertThat(ofTable(recipe, list).sampling()).containsEntry("seed", "5").containsEntry("resize", "FAST");
    }

    private ClipOrigin ofTable(Recipe recipe, DatasetList list) throws IOException {
        Path file = folder.resolve("clips.arrow");
        new VideoSampler(recipe, 2).sample(list.videos(), list.classes(), file, Progress.NONE, video -> {});
        try (ClipTable table = ClipTable.open(file)) {
            return ClipOrigin.of(table, Progress.NONE);
        }
    }

    @Test
    void readingCanBeStopped() throws IOException {
        List<ListedVideo> videos = videos("one", "second");
        try (ClipSource clips = OnDemandClips.of(TestVideos.recipe(TestVideos.EVEN, 1), CLASSES, videos)) {
            assertThatThrownBy(() -> ClipOrigin.of(clips, (fraction, message) -> {
                throw new CancellationException();
            })).isInstanceOf(CancellationException.class);
        }
    }
}
