package org.videoaction.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.data.list.Classes;

class ScoreFilesTest {

    /** A disk that is full after some bytes. */
    private static final class Disk extends OutputStream {

        private int left;

        Disk(int bytes) {
            left = bytes;
        }

        @Override
        public void write(int value) throws IOException {
            if (left-- == 0) {
                throw new IOException("No space left on device");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 400, 900})
    void aFullDiskIsSaidAsItIsWhereverTheTableMeetsIt(int bytes) {
        VideoScore score = new VideoScore("a.mp4", List.of("run"), 1, new float[] {0.25f, 0.75f}, null, null);

        for (int buffer : List.of(1, 1 << 20)) {
            assertThatThrownBy(() -> {
                try (OutputStream out = new BufferedOutputStream(new Disk(bytes), buffer);
                    ArrowScores arrow = new ArrowScores(out, Classes.of("run", "walk"))) {
                    arrow.take(score);
                    arrow.end();
                }
            }).isExactlyInstanceOf(IOException.class).hasMessage("No space left on device");
        }
    }

    private static final VideoScore RUN = new VideoScore("a, b.mp4", List.of("run"), 1, new float[] {0.25f, 0.75f}, null,
        null);
    private static final VideoScore BROKEN = VideoScore.broken("c.mp4", List.of(), "does not exist");

    @Test
    void filesHaveARowAVideo(@TempDir Path folder) throws IOException {
        new ScoreFiles(folder, Classes.of("run", "walk")).write(sink -> {
            sink.take(RUN);
            sink.take(BROKEN);
        });
        assertThat(folder.resolve("scores.csv")).hasContent("""
            video,labels,prediction,views,problem,P (run),P (walk)
            "a, b.mp4",run,walk,1,,0.25,0.75
            c.mp4,,,0,does not exist,,
            """);
        assertThat(folder.resolve("scores.json")).hasContent("""
            {
              "classes" : [ "run", "walk" ],
              "videos" : [ {
                "video" : "a, b.mp4",
                "labels" : [ "run" ],
                "prediction" : "walk",
                "views" : 1,
                "problem" : null,
                "probabilities" : [ 0.25, 0.75 ]
              }, {
                "video" : "c.mp4",
                "labels" : [ ],
                "prediction" : null,
                "views" : 0,
                "problem" : "does not exist",
                "probabilities" : null
              } ]
            }""");
    }

    /** More than fit into one batch of Arrow's. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1024, 2500})
    void allRowsOfATableComeBack(int count, @TempDir Path folder) throws IOException {
        new ScoreFiles(folder, Classes.of("run", "walk")).write(sink -> {
            for (int i = 0; i < count; i++) {
                sink.take(i % 7 == 3 ? BROKEN
                    : new VideoScore(i + ".mp4", List.of(), 1, new float[] {i, i / 4f}, null, null));
            }
        });
        int row = 0;
        try (BufferAllocator allocator = new RootAllocator();
            FileChannel channel = FileChannel.open(folder.resolve("scores.arrow"));
            ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
            while (reader.loadNextBatch()) {
                VectorSchemaRoot rows = reader.getVectorSchemaRoot();
                for (int i = 0; i < rows.getRowCount(); i++, row++) {
                    boolean broken = row % 7 == 3;
                    assertThat(rows.getVector("video").getObject(i)).hasToString(broken ? "c.mp4" : row + ".mp4");
                    assertThat(rows.getVector("problem").isNull(i)).isEqualTo(!broken);
                    assertThat(rows.getVector("probabilities").getObject(i))
                        .isEqualTo(broken ? null : List.of((float) row, row / 4f));
                }
            }
        }
        assertThat(row).isEqualTo(count);
    }

    @Test
    void whatTheScoringThrowsIsSaidAsItIsAndLeavesTheFilesAsTheyWere(@TempDir Path folder) throws IOException {
        ScoreFiles files = new ScoreFiles(folder, Classes.of("run", "walk"));
        files.write(sink -> sink.take(RUN));
        byte[] before = Files.readAllBytes(folder.resolve("scores.arrow"));
        assertThatThrownBy(() -> files.write(sink -> {
            sink.take(BROKEN);
            throw new IOException("Somebody else keeps scores here.");
        })).isInstanceOf(IOException.class).hasMessage("Somebody else keeps scores here.");
        assertThatThrownBy(() -> files.write(sink -> {
            throw new CancellationException("enough");
        })).isInstanceOf(CancellationException.class);
        assertThat(Files.readAllBytes(folder.resolve("scores.arrow"))).isEqualTo(before);
        try (var there = Files.list(folder)) {
            assertThat(there).hasSize(3);
        }
    }
}
