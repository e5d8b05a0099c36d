package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipBatch;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.LeftOut;
import org.videoaction.data.clip.PartedClipTable;
import org.videoaction.data.clip.Pass;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.clip.VideoSampler;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.generated.MotionVideos;

@Tag("job")
class SampleJobTest {

    @TempDir
    private Path folder;

    private Submission sample(Path list, Path out) throws Exception {
        return Submission.run("local[2]", List.of("spark.ui.enabled=false", "spark.task.cpus=1"), "sample", "--list",
            list.toString(), "--format", "PATH_LABEL", "--frames", "8", "--stride", "2", "--size", "56",
            "--sampling-seed", "5", "--videos-a-part", "3", "--out", out.toString());
    }

    @Test
    void aPartThatTheDriverDoesNotSeeIsNamed() throws Exception {
        Files.writeString(PartedClipTable.part(folder, 0), "");
        SampleJob.checkSeen(new Place(folder.toString()), 1);
        assertThatThrownBy(() -> SampleJob.checkSeen(new Place(folder.toString()), 2)).isInstanceOf(IOException.class)
            .hasMessageContainingAll("part-00001.arrow", "the same one under this path on every host");
    }

    @Test
    void partsAreTheTableThatOneProcessSamplesAndThoseThatAreThereStay() throws Exception {
        new MotionVideos(1, 1, 64, 24, 7).write(folder);
        Path list = folder.resolve("train.txt");
        Files.writeString(list, Files.readString(list) + "not-there.mp4 " + "spin\n");
        Path out = folder.resolve("clips");
        Submission done = sample(list, out);
        assertThat(done.exitCode()).as(done.printed()).isZero();
        assertThat(done.printed()).contains("6 clips in 3 files");

        DatasetList listed = DatasetList.read(ListFormat.PATH_LABEL, list, null, (Path) null);
        Path alone = folder.resolve("alone.arrow");
        // the short side goes from 256 / 224 to 320 / 224 of the crop
        new VideoSampler(new Recipe(new ClipSampling(new RandomClips(8, 2, 1),
            new SpatialSampling(64, 80, 56, SpatialSampling.Place.RANDOM, true)), VideoLimits.DEFAULT, Resize.FAST, 5), 1)
            .sample(listed.videos(), listed.classes(), alone, Progress.NONE);
        try (ClipSource expected = ClipSource.open(alone); ClipSource actual = ClipSource.open(out)) {
            assertThat(actual.spec()).isEqualTo(expected.spec());
            assertThat(actual.leftOut()).isEqualTo(expected.leftOut()).extracting(LeftOut::place).containsExactly(6);
            try (ClipBatches of = expected.batches(Pass.inOrder(6, 6));
                ClipBatches also = actual.batches(Pass.inOrder(6, 6))) {
                ClipBatch clips = of.next(() -> {});
                assertThat(also.next(() -> {}).frames()).isEqualTo(clips.frames());
            }
        }

        Files.delete(out.resolve("parts.json"));
        Files.delete(PartedClipTable.part(out, 1));
        byte[] kept = Files.readAllBytes(PartedClipTable.part(out, 0));
        Object planned = Files.getLastModifiedTime(out.resolve("plan/wave=0"));
        Object before = Files.getLastModifiedTime(PartedClipTable.part(out, 0));
        assertThat(sample(list, out).exitCode()).isZero();
        assertThat(PartedClipTable.part(out, 0)).hasBinaryContent(kept);
        assertThat((Object) Files.getLastModifiedTime(PartedClipTable.part(out, 0))).isEqualTo(before);
        assertThat((Object) Files.getLastModifiedTime(out.resolve("plan/wave=0"))).isEqualTo(planned);
        try (ClipSource again = ClipSource.open(out)) {
            assertThat(again.size()).isEqualTo(6);
        }
    }
}
