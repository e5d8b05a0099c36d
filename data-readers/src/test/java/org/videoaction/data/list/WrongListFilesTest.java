package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people choose in the place of a list or of a file of class names. */
class WrongListFilesTest {

    @TempDir
    private Path folder;

    private void assertSaid(byte[] content, String reason) throws IOException {
        Path file = Files.write(folder.resolve("chosen.txt"), content);
        assertThatIOException().isThrownBy(() -> ClassFile.read(file))
            .withMessage("The file " + file + " is " + reason + ".");
        assertThatIOException().isThrownBy(() -> DatasetList.read(ListFormat.PATH_LABEL, file, null, null))
            .withMessage("The file " + file + " is " + reason + ".");
    }

    @Test
    void aPageOrAPointerIsNoListOfNames() throws IOException {
        assertSaid("<!DOCTYPE html>\n<title>Not found</title>\n".getBytes(),
            "a web page (HTML); download the file itself again, and sign in where its server wants it");
        assertSaid("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1370\n".getBytes(),
            "a pointer of Git LFS to a file of 1370 bytes; run git lfs pull in its repository, or download the file itself");
    }

    @Test
    void packedFilesAreSaid() throws IOException {
        assertSaid(HexFormat.of().parseHex("1f8b0800000000000003"),
            "not a text file in UTF-8 but a file packed with gzip; unpack it and choose the file in it");
    }

    @Test
    void classesMayBeCalledAsPartsOfAnAnswer() throws IOException {
        Path file = Files.writeString(folder.resolve("names.json"), "{\"error\": 0, \"message\": 1}");
        assertThat(ClassFile.read(file).classes().names()).containsExactly("error", "message");
    }

    @Test
    void aFolderIsNoFile() {
        assertThatIOException().isThrownBy(() -> ClassFile.read(folder))
            .withMessage(folder + " is a folder; a file is needed there.");
    }
}
