package org.videoaction.data.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.sampling.Span;
import org.videoaction.data.video.FrameNames;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;

/** The file of clips on demand: that of today, those of earlier versions, and damaged ones. */
@Timeout(120)
class OnDemandTableTest {

    @TempDir
    static Path videoFolder;

    @TempDir
    Path folder;

    private Path write() throws IOException {
        DatasetList videos = TestVideos.write(videoFolder);
        Path file = folder.resolve("recipe.arrow");
        new VideoSampler(TestVideos.recipe(TestVideos.EVEN, 3), 2).sampleOnDemand(videos.videos(), videos.classes(), file,
            Progress.NONE);
        return file;
    }

    @Test
    void aTableFromBeforeVideosHadSeveralLabelsIsRead() throws Exception {
        Path old = Path.of(getClass().getResource("on-demand-with-one-label.arrow").toURI());
        try (ClipSource source = ClipSource.open(old)) {
            assertThat(source.size()).isEqualTo(4);
            assertThat(source.video(3)).isEqualTo("/videos/b.mp4");
            assertThat(IntStream.range(0, 4).map(source::label)).containsExactly(1, 1, -1, -1);
            assertThat(IntStream.range(0, 4).mapToObj(source::labels)).containsExactly(List.of(1), List.of(1), List.of(),
                List.of());
        }
    }

    @Test
    void aTableFromBeforeVideosHadBoxesIsRead() throws Exception {
        Path old = Path.of(getClass().getResource("on-demand-without-boxes.arrow").toURI());
        try (ClipSource source = ClipSource.open(old)) {
            assertThat(IntStream.range(0, 4).mapToObj(source::labels)).containsExactly(List.of(1, 0), List.of(1, 0),
                List.of(), List.of());
        }
    }

    @Test
    void aTableFromBeforeChecksumsIsRead() throws Exception {
        OnDemandTable old = OnDemandTable.read(Path.of(getClass().getResource("on-demand-without-checksums.arrow").toURI()));
        assertThat(old.classes().names()).containsExactly("jump", "run");
        assertThat(old.videos()).containsExactly(
            new OnDemandTable.Video("/videos/a.mp4", 1, List.of(1, 0), new Span(1, 2.5),
                List.of(new ClipBox(new RelativeBox(0, 0.25, 0.5, 1), List.of(1, 0)))),
            new OnDemandTable.Video("/videos/b.mp4", Clip.NO_LABEL, List.of(), null, List.of()));
    }

    @Test
    void whatIsSaidOfFoldersOfFramesIsKept() throws Exception {
        Recipe recipe = new Recipe(TestVideos.EVEN, VideoLimits.DEFAULT, Resize.FAST,
            FrameNames.of("img_{:05}.jpg"), 1);
        OnDemandTable table = new OnDemandTable(recipe, Classes.of("run"), List.of(
            new OnDemandTable.Video("/videos/a", 0, List.of(0), null, List.of(), 163, 10),
            new OnDemandTable.Video("/videos/b", 0, List.of(0), null, List.of())));
        Path file = folder.resolve("folders.arrow");
        table.write(file);
        assertThat(OnDemandTable.read(file)).isEqualTo(table);
        assertThat(table.videos().get(1)).hasToString("Video[path=/videos/b, label=0, labels=[0], span=null, boxes=[]]");
        assertThat(TestVideos.recipe(TestVideos.EVEN, 1).json()).doesNotContain("frameNames");
    }

    @Test
    void aDamagedFileIsRefused() throws Exception {
        byte[] whole = Files.readAllBytes(write());
        for (int length = 0; length < whole.length; length += 1 + whole.length / 100) {
            Path cut = Files.write(folder.resolve("cut.arrow"), Arrays.copyOf(whole, length));
            assertThatIOException().isThrownBy(() -> ClipSource.open(cut)).withMessageContaining(cut.toString());
        }
    }

    @Test
    void aFileWithWrongBytesIsReadOrRefusedButNeverBreaksTheProgram() throws Exception {
        int refused = new DamagedCopies(Files.readAllBytes(write()), 8).refused(folder.resolve("damaged.arrow"), file -> {
            try (ClipSource source = ClipSource.open(file)) {
                for (int clip = 0; clip < source.size(); clip++) {
                    assertThat(source.label(clip)).isLessThan(6);
                }
            }
        });
        assertThat(refused).isGreaterThan(150);
    }
}
