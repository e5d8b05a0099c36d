package org.videoaction.model.scoring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
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
}
