package org.videoaction.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FilePathTest {

    @Test
    void aPathIsTheTextItself() {
        assertThat(FilePath.of("videos/a b.mp4")).isEqualTo(Path.of("videos", "a b.mp4"));
    }

    @Test
    void aTextThatIsNoPathNamesAFileThatDoesNotExist() {
        assertThat(FilePath.of("videos/a\0b*.mp4")).doesNotExist()
            .hasToString("(no path on this computer) videos%2Fa%00b%2A.mp4");
    }
}
