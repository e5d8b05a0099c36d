package org.videoaction.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrongFileTest {

    @TempDir
    private Path folder;

    private String said(byte[] content) throws IOException {
        return WrongFile.of(Files.write(folder.resolve("file"), content)).map(WrongFile::toString).orElse("nothing");
    }

    private String said(String text) throws IOException {
        return said(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void pointersOfGitSayHowToGetTheFile() throws IOException {
        assertThat(said("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 137000123\n"))
            .isEqualTo(
                "a pointer of Git LFS to a file of 137000123 bytes; run git lfs pull in its repository, or download the "
                    + "file itself");
        assertThat(said("/annex/objects/SHA256E-s137--4d7a.pth\n")).contains("git-annex", "git annex get");
        assertThat(said("../.git/annex/objects/x/y/SHA256E-s137--4d7a.pth/SHA256E-s137--4d7a.pth"))
            .contains("git annex get");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE html><html lang=en>", "\n  <html>\n<head>", "<HTML>"})
    void pagesAreSaid(String start) throws IOException {
        assertThat(said(start + "<title>Sign in</title>")).isEqualTo(
            "a web page (HTML); download the file itself again, and sign in where its server wants it");
    }

    @Test
    void answersOfServersAreRepeated() throws IOException {
        assertThat(said("<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"))
            .startsWith("an XML text that says \"Access Denied\"; download the file itself again");
        assertThat(said("{\"error\":\"Repository not found\"}"))
            .startsWith("a server's answer in JSON that says \"Repository not found\"");
        assertThat(said("{ \"status\": 404, \"message\": \"No such model\"}")).contains("that says \"No such model\"");
    }

    /** The numbers that the formats' descriptions give. */
    @ParameterizedTest
    @CsvSource({"89504E470D0A1A0A, picture (PNG)", "FFD8FFE0, picture (JPEG)", "474946383961, picture (GIF)",
        "0000002066747970, video (MP4)", "52494646000000004156492000, video (AVI)", "1A45DFA3, video (Matroska or WebM)",
        "25504446, PDF", "425A6839, bzip2", "FD377A585A00, xz", "377ABCAF271C, 7z", "504B0304, zip"})
    void packedFilesAndMediaAreToldByTheirFirstBytes(String bytes, String kind) throws IOException {
        assertThat(said(HexFormat.of().parseHex(bytes))).contains(kind);
    }

    @Test
    void packedFilesAreToBeUnpacked() throws IOException {
        Path file = folder.resolve("weights.pth");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(1);
        }
        assertThat(WrongFile.of(file)).hasToString("Optional[a file packed with gzip; unpack it and choose the file in it]");
        byte[] tar = new byte[512];
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        assertThat(said(tar)).startsWith("a tar archive; unpack it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run\nwalk\n", "a.mp4 0\nb.mp4 1\n", "{\"run\": 0, \"walk\": 1}", "item {\n name: \"x\" }"})
    void ofListsAndNamesNothingIsSaid(String text) throws IOException {
        assertThat(said(text)).isEqualTo("nothing");
    }

    @Test
    void foldersAndMissingFilesAreNotReadable() throws IOException {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        assertThatIOException().isThrownBy(() -> WrongFile.checkThere(plain))
            .withMessage(plain + " is a folder; a file is needed there.");
        Files.createFile(Files.createDirectory(plain.resolve("archive")).resolve("data.pkl"));
        assertThatIOException().isThrownBy(() -> WrongFile.checkThere(plain)).withMessage(plain + " is a folder; a file is "
            + "needed there. It holds what was in an archive: choose the .pth or .zip itself, or pack the folder again.");
        assertThatIOException().isThrownBy(() -> WrongFile.checkThere(folder.getRoot()))
            .withMessageStartingWith(folder.getRoot() + " is a folder; a file is needed there.");
        Path missing = folder.resolve("missing");
        assertThatIOException().isThrownBy(() -> WrongFile.checkThere(missing))
            .withMessage("There is no file " + missing + ".");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("../.git/annex/objects/x"));
        assertThatIOException().isThrownBy(() -> WrongFile.checkThere(link))
            .withMessage("The file " + link + " is a link to "
                + "../.git/annex/objects/x, which is not there. Run git annex get in its repository.");
        assertThatCode(() -> WrongFile.checkThere(Files.createFile(folder.resolve("there")))).doesNotThrowAnyException();
    }
}
