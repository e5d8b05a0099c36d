package org.videoaction.data.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.ListedVideo;

class PartedClipTableTest {

    @TempDir
    static Path videoFolder;

    @TempDir
    Path folder;

    private static DatasetList videos;

    @BeforeAll
    static void writeVideos() throws IOException {
        videos = TestVideos.write(videoFolder);
    }

    /** The second video is broken; the second of four parts has nothing else. */
    private List<ListedVideo> list() throws IOException {
        return TestVideos.withABrokenOne(videos, folder);
    }

    private Path parts(List<ListedVideo> list) throws IOException {
        Path parted = Files.createDirectories(folder.resolve("parted"));
        List<Integer> counts = new ArrayList<>();
        int[] bounds = {0, 1, 2, 4, list.size()};
        for (int part = 0; part + 1 < bounds.length; part++) {
            Path file = PartedClipTable.part(parted, part);
            new VideoSampler(TestVideos.recipe(TestVideos.RANDOM, 5), 1, bounds[part])
                .sample(list.subList(bounds[part], bounds[part + 1]), videos.classes(), file, Progress.NONE);
            try (ClipTable table = ClipTable.open(file)) {
                counts.add(table.size());
            }
        }
        assertThat(counts.get(1)).isZero();
        PartedClipTable.finish(parted, counts);
        return parted;
    }

    @Test
    void partsAreReadAsTheTableThatWouldHaveBeenWrittenAtOnce() throws Exception {
        List<ListedVideo> list = list();
        Path whole = folder.resolve("whole.arrow");
        new VideoSampler(TestVideos.recipe(TestVideos.RANDOM, 5), 1).sample(list, videos.classes(), whole, Progress.NONE);
        try (ClipSource expected = ClipSource.open(whole); ClipSource actual = ClipSource.open(parts(list))) {
            assertThat(actual.spec()).isEqualTo(expected.spec());
            assertThat(actual.size()).isEqualTo(expected.size());
            assertThat(actual.leftOut()).isEqualTo(expected.leftOut()).hasSize(1);
            for (int clip = 0; clip < expected.size(); clip++) {
                assertThat(actual.video(clip)).isEqualTo(expected.video(clip));
                assertThat(actual.entry(clip)).isEqualTo(expected.entry(clip));
                assertThat(actual.labels(clip)).isEqualTo(expected.labels(clip));
                assertThat(actual.content(clip)).isEqualTo(expected.content(clip));
            }
            Pass backwards = new Pass(reversed(expected.size()), 3, 0);
            try (ClipBatches first = expected.batches(backwards); ClipBatches second = actual.batches(backwards)) {
                while (first.hasNext()) {
                    ClipBatch of = first.next(() -> {});
                    ClipBatch also = second.next(() -> {});
                    assertThat(also.frames()).isEqualTo(of.frames());
                    assertThat(also.indices()).isEqualTo(of.indices());
                    assertThat(also.clips()).extracting(Clip::id).isEqualTo(of.clips().stream().map(Clip::id).toList());
                }
                assertThat(second.hasNext()).isFalse();
            }
        }
    }

    private static int[] reversed(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = size - 1 - i;
        }
        return order;
    }

    @Test
    void aFolderThatIsNotFinishedIsRefused() throws Exception {
        Path parted = parts(list());
        Files.delete(parted.resolve("parts.json"));
        assertThatIOException().isThrownBy(() -> ClipSource.open(parted)).withMessageContaining("lacks parts.json");
    }

    @Test
    void aPartThatIsMissingOrAnotherOneIsNamed() throws Exception {
        Path parted = parts(list());
        Path last = PartedClipTable.part(parted, 3);
        Files.copy(PartedClipTable.part(parted, 0), last, StandardCopyOption.REPLACE_EXISTING);
        assertThatIOException().isThrownBy(() -> ClipSource.open(parted)).withMessageContaining(last.toString())
            .withMessageContaining("Sample the videos again");
        Files.delete(last);
        assertThatIOException().isThrownBy(() -> ClipSource.open(parted)).withMessageContaining(last.toString());
    }

    @Test
    void aListOfPartsThatIsDamagedIsNamed() throws Exception {
        Path parted = parts(list());
        for (String text : List.of("", "{", "{}", "{\"clips\":[]}", "[1]", "{\"clips\":\"x\"}")) {
            Files.writeString(parted.resolve("parts.json"), text);
            assertThatIOException().as(text).isThrownBy(() -> ClipSource.open(parted)).withMessageContaining("parts.json");
        }
    }
}
