package org.videoaction.model.exchange;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.data.Progress;
import org.videoaction.data.list.Classes;
import org.videoaction.model.format.WrittenPickle;
import org.videoaction.model.format.WrittenZip;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.ChannelSeparated.Interaction;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.SafeTensors;
import org.videoaction.model.saved.VideoModel;

/** What people choose in the place of a model, and what they are told. */
class WrongModelFilesTest {

    private static final ChannelSeparated CSN = new ChannelSeparated(Interaction.REDUCED, 50, 1, 1e-3, 0.5, 2);
    private static final SavedByOthers SAVED = SavedByOthers.of(CSN, new VmzNames(false)::of, 1);

    @TempDir
    private Path folder;

    private void assertSaid(byte[] content, String... words) throws IOException {
        Path file = Files.write(folder.resolve("chosen.pth"), content);
        assertThatThrownBy(() -> ModelImport.read(file, ImportRequest.AUTOMATIC)).isInstanceOf(IOException.class)
            .hasMessageContaining(file.toString()).hasMessageContainingAll(words);
    }

    private void assertSaid(String text, String... words) throws IOException {
        assertSaid(text.getBytes(StandardCharsets.UTF_8), words);
    }

    /** What torch wrote before 1.6: pickles of a magic number, a version, the machine, the tensors and the storages' names. */
    private static byte[] legacy() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(
            new WrittenPickle().raw(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19).stop());
        file.writeBytes(new WrittenPickle().integer(1001).stop());
        file.writeBytes(new WrittenPickle().raw("}").text("little_endian").raw(0x88).raw("s").stop());
        file.writeBytes(WrittenPickle.ofTensors(SAVED.shapes()));
        WrittenPickle names = new WrittenPickle().raw("](");
        for (int i = 0; i < SAVED.shapes().size(); i++) {
            names.text(String.valueOf(i));
        }
        file.writeBytes(names.raw("e").stop());
        SAVED.values().values().forEach(values -> {
            byte[] count = new WrittenPickle().littleEndian(values.length, 8).stop();
            file.write(count, 2, 8);
            file.writeBytes(WrittenPickle.floats(values));
        });
        return file.toByteArray();
    }

    private Map<String, byte[]> whole() throws IOException {
        VideoModel model = new VideoModel(CSN, Preprocessing.KINETICS, new VideoModel.Input(8, 32, 32, 2),
            Classes.of("walk", "run"), Weights.initial(CSN.network(), 1), List.of());
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (ExportFormat format : ExportFormat.values()) {
            Path file = folder.resolve("whole");
            format.write(model, file, Progress.NONE);
            files.put(format.name(), Files.readAllBytes(file));
        }
        ByteArrayOutputStream tensors = new ByteArrayOutputStream();
        SafeTensors.write(tensors, CSN.network(), model.weights());
        files.put("safetensors", tensors.toByteArray());
        files.put("torch's zip", SAVED.torch().stored());
        files.put("pickle", SAVED.pickle());
        files.put("legacy", legacy());
        return files;
    }

    @Test
    void wholeFilesOfAllFormatsAreReadAndThoseThatAreCutOffAreSaidToBe() throws IOException {
        for (Map.Entry<String, byte[]> file : whole().entrySet()) {
            ModelImport.read(Files.write(folder.resolve(file.getKey()), file.getValue()), ImportRequest.AUTOMATIC);
            int length = file.getValue().length;
            for (int cut : new int[] {length / 4, length / 2, length * 3 / 4, length - 1}) {
                assertSaid(Arrays.copyOf(file.getValue(), cut), "the file is not whole: download or copy it again");
            }
        }
    }

    @Test
    void emptyFilesAreNotWhole() throws IOException {
        assertSaid(new byte[0], "it is empty; the file is not whole: download or copy it again");
    }

    @Test
    void downloadsThatFailedAreSaid() throws IOException {
        assertSaid("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 137000123\n",
            "it is a pointer of Git LFS to a file of 137000123 bytes", "git lfs pull");
        assertSaid("<!DOCTYPE html>\n<html><title>Sign in</title>", "it is a web page (HTML)", "download the file itself");
        assertSaid("<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>", "\"Access Denied\"");
        assertSaid("{\"error\": \"Entry not found\"}", "it is a server's answer in JSON that says \"Entry not found\"");
        assertSaid("/annex/objects/SHA256E-s137--4d7a.pth\n", "git annex get");
    }

    @Test
    void otherFilesAreSaid() throws IOException {
        assertSaid(new WrittenZip().with("Train/workflow.knime", new byte[1]).stored(), "it is a KNIME workflow");
        assertSaid(new WrittenZip().with("a/b.pth", new byte[1]).stored(), "unpack it and choose the file a/b.pth");
        assertSaid(new WrittenZip().with("readme.txt", new byte[1]).stored(), "it holds readme.txt");
        assertSaid("\0\0\0\40ftypisom\0\0\2\0isomiso2", "it is a video (MP4)", "weights are read from .pth");
        assertSaid("%PDF-1.7 and so on", "it is a PDF document");
        byte[] tar = new byte[1024];
        tar[0] = 'c';
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        assertSaid(tar, "it is a tar archive; unpack it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data.pkl", "model.json"})
    void unpackedArchivesAreFolders(String part) throws IOException {
        Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
        Files.createFile(unpacked.resolve(part));
        assertThatThrownBy(() -> ModelImport.read(unpacked, ImportRequest.AUTOMATIC)).isInstanceOf(IOException.class)
            .hasMessageContaining(unpacked + " is a folder; a file is needed there. It holds what was in an archive");
    }

    @Test
    void filesThatMayNotBeReadAreSaid() throws IOException {
        Path file = Files.write(folder.resolve("model.zip"), SAVED.torch().stored());
        Assumptions.assumeTrue(file.toFile().setReadable(false) && !Files.isReadable(file));
        assertThatThrownBy(() -> ModelImport.read(file, ImportRequest.AUTOMATIC)).isInstanceOf(IOException.class)
            .hasMessage("There is no permission to read " + file + ".");
    }
}
