package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.clip.PartedClipTable;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.scoring.TestViews;
import scala.collection.immutable.Nil$;

/** Videos that a host does not see, of which the plan says whether another one did. */
class PlannedVideoTest {

    private static final int PROBLEM = ProbeTask.SCHEMA.fieldIndex("problem");

    @TempDir
    private Path folder;

    private static Row planned(Path video, long work) {
        return new GenericRowWithSchema(
            new Object[] {0L, video.toString(), Nil$.MODULE$, null, null, null, null, work, "h1", null}, Survey.SCHEMA);
    }

    private static Row probed(Row row) throws IOException {
        return new ProbeTask(false).call(List.of(row).iterator()).next();
    }

    @Test
    void aVideoThatWasSeenBeforeIsNotCalledMissingByAHostThatDoesNotSeeIt() throws IOException {
        Path video = folder.resolve("v.mp4");
        assertThatThrownBy(() -> probed(planned(video, 7))).hasRootCauseInstanceOf(IOException.class)
            .hasMessageContainingAll(InetAddress.getLocalHost().getHostName(), video.toString(),
                "when the work was planned");
    }

    @Test
    void partsOfClipTablesAreNotMadeWithoutIt() {
        Path video = folder.resolve("v.mp4");
        SampleTask task = new SampleTask(TestViews.ONE.recipe(TestProtocol.of(new VideoModel.Input(8, 32, 32, 1)),
            VideoLimits.DEFAULT).json(), List.of("a"), folder.toString(),
            new SerializableConfiguration(new Configuration(false)));
        assertThatThrownBy(() -> task.sample(new SampleTask.Part(0, 0, List.of(planned(video, 7)))))
            .hasMessageContaining(video.toString());
        assertThat(PartedClipTable.part(folder, 0)).doesNotExist();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aVideoThatNobodySawAndABrokenOneAreRowsWithTheReason() throws IOException {
        assertThat(probed(planned(folder.resolve("gone.mp4"), Effort.NOT_SEEN)).getString(PROBLEM))
            .contains("does not exist");
        Path broken = Files.writeString(folder.resolve("broken.mp4"), "x");
        assertThat(probed(planned(broken, 1)).getString(PROBLEM)).isNotNull();
    }
}
