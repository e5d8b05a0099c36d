package org.videoaction.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {

    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir
    private Path folder;

    private Path file(byte[] zip) throws IOException {
        return Files.write(folder.resolve("file.zip"), zip);
    }

    @Test
    void entriesAreReadByTheirNames() throws IOException {
        try (Archive zip = new Archive(file(new WrittenZip().with("b", CONTENT).with("a", new byte[0]).deflated()))) {
            assertThat(zip.names()).containsExactly("b", "a");
            assertThat(zip.size("b")).isEqualTo(3);
            assertThat(zip.size("a")).isZero();
            assertThat(zip.size("c")).isEqualTo(-1);
            assertThat(zip.read("b")).isEqualTo(ByteBuffer.wrap(CONTENT));
            assertThatThrownBy(() -> zip.read("c")).isInstanceOf(IOException.class)
                .hasMessageContaining("lacks the entry c");
        }
    }

    @Test
    void aClosedArchiveIsNotRead() throws IOException {
        Archive zip = new Archive(file(new WrittenZip().with("b", CONTENT).stored()));
        zip.close();
        assertThatThrownBy(() -> zip.read("b")).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../b", "/b", "a/../../b", "a\\..\\b", ".."})
    void entriesThatWouldLieOutsideAreRefused(String name) throws IOException {
        Path file = file(new WrittenZip().with(name, CONTENT).stored());
        assertThatThrownBy(() -> new Archive(file)).isInstanceOf(IOException.class).hasMessageContaining("outside of it");
    }

    /** The sum in the directory of a zip's only entry is the four bytes 16 behind its mark. */
    private static byte[] withSum(int sum) {
        byte[] zip = new WrittenZip().with("b", CONTENT).stored();
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i + 4 <= zip.length; i++) {
            if (bytes.getInt(i) == 0x02014b50) {
                bytes.putInt(i + 16, sum);
            }
        }
        return zip;
    }

    @Test
    void onlyTorchLeavesSumsOut() throws IOException {
        try (Archive zip = new Archive(file(withSum(0)))) {
            assertThat(zip.readOfTorch("b")).isEqualTo(ByteBuffer.wrap(CONTENT));
            assertThatThrownBy(() -> zip.read("b")).isInstanceOf(IOException.class).hasMessageContaining("checksum");
        }
        try (Archive zip = new Archive(file(withSum(5)))) {
            assertThatThrownBy(() -> zip.readOfTorch("b")).isInstanceOf(IOException.class).hasMessageContaining("checksum");
        }
    }

    @Test
    void whatGrowsSixteenTimesWhenUnpackedIsRefusedFromAMebibyteOn() throws IOException {
        assertThatThrownBy(() -> new Archive(file(new WrittenZip().with("b", new byte[(1 << 20) + 1]).deflated())))
            .isInstanceOf(IOException.class).hasMessageContaining("would become 1048577 bytes");
        try (Archive zip = new Archive(file(new WrittenZip().with("b", new byte[1 << 20]).deflated()))) {
            assertThat(zip.size("b")).isEqualTo(1 << 20);
        }
    }

    @Test
    void whatIsNoZipSaysSo() throws IOException {
        assertThatThrownBy(() -> new Archive(file(CONTENT))).isInstanceOf(IOException.class)
            .hasMessageContaining("its end is missing");
    }
}
