package org.videoaction.model.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.videoaction.data.Fingerprint;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipOrigin;
import org.videoaction.data.list.Classes;
import org.videoaction.model.exchange.ExportFormat;
import org.videoaction.model.exchange.ImportRequest;
import org.videoaction.model.exchange.ModelImport;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;

class ProvenanceTest {

    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(7, false), FrameRule.STRIDE, 0.2,
        2);
    private static final Provenance.Step TRAINED = new Provenance.Step("trained", "2026-01-02T03:04:05Z",
        Map.of("model", "none"), Map.of("epochs", "3"),
        Map.of("training", new ClipOrigin(4, 2, "ab12", Map.of("seed", "1"), "/videos/", "eJwDAAAAAAE=")),
        Map.of("libtorch", "2.7.1"), Map.of("threads", "2"), Map.of("loss", "0.5"));

    @TempDir
    private Path folder;

    private static VideoModel unknown() {
        return new VideoModel(TINY, Preprocessing.KINETICS, new VideoModel.Input(8, 32, 32, 2), Classes.of("walk", "run"),
            Weights.initial(TINY.network(), 5), List.of());
    }

    private static VideoModel trained() {
        return unknown().after(TRAINED);
    }

    private static VideoModel read(Path file) throws IOException {
        return ModelImport.read(file, ImportRequest.AUTOMATIC).model();
    }

    @Test
    void aModelFileCarriesIt() throws IOException {
        Path file = folder.resolve("model.zip");
        ModelFile.save(trained(), file);
        assertThat(ModelFile.load(file).provenance().steps()).containsExactly(TRAINED);
    }

    @Test
    void aModelOfUnknownOriginIsSavedAsInVersion1() throws IOException {
        Path file = folder.resolve("model.zip");
        ModelFile.save(unknown(), file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName())).containsExactly("model.json", "weights.safetensors");
        }
        assertThat(ModelFile.load(file).provenance()).isEqualTo(Provenance.UNKNOWN);
        assertThat(ModelFile.load(file).provenance().isWhole()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void filesOfEveryFormatTellTheirNameAndHashWhenTheyAreRead(ExportFormat format) throws IOException {
        Path file = folder.resolve("exported." + format.extension());
        format.write(trained(), file, Progress.NONE);
        List<Provenance.Step> steps = read(file).provenance().steps();
        assertThat(steps.get(steps.size() - 1).start()).containsEntry("file", "exported." + format.extension())
            .containsEntry("SHA-256", Fingerprint.of(file, () -> {}));
        // a checkpoint of another program's form is read as theirs
        if (format != ExportFormat.CHECKPOINT) {
            assertThat(steps).hasSize(2).first().isEqualTo(TRAINED);
        }
    }

    @Test
    void theSameFileIsReadAsTheSameModelWheneverThatIs() throws IOException {
        Path file = folder.resolve("model.zip");
        ModelFile.save(trained(), file);
        assertThat(read(file).provenance()).isEqualTo(read(file).provenance());
    }

    @Test
    void ofOwnFilesThatWereReadInARowTheLastCounts() throws IOException {
        Path first = folder.resolve("first.zip");
        ModelFile.save(trained(), first);
        Path second = folder.resolve("second.zip");
        ModelFile.save(read(first), second);
        assertThat(read(second).provenance().steps()).hasSize(2).last()
            .satisfies(step -> assertThat(step.start()).containsEntry("file", "second.zip"));
    }

    @Test
    void otherClassNamesAndRangesLeaveItAsItIs() {
        assertThat(trained().called(Classes.of("a", "b")).provenance()).isEqualTo(trained().provenance());
    }

    @Test
    void whatOneStepLacksOrSaysInAdditionIsNoError() throws IOException {
        Provenance read = Provenance.ofJson("{\"version\":1,\"steps\":[{\"action\":\"trained\",\"weather\":\"rain\"}]}");
        assertThat(read.steps()).singleElement().satisfies(step -> {
            assertThat(step.action()).isEqualTo("trained");
            assertThat(step.parts()).isEmpty();
        });
    }

    @Test
    void damageIsSaidAndALaterVersionIsNotGuessedAt() {
        assertThatIOException().isThrownBy(() -> Provenance.ofJson("{\"version\":1,\"steps\":[{\"action\":"))
            .withMessageContaining("damaged");
        assertThatIOException().isThrownBy(() -> Provenance.ofJson("{\"version\":1,\"steps\":[null]}"))
            .withMessageContaining("damaged");
        assertThatIOException().isThrownBy(() -> Provenance.ofJson("{\"version\":2,\"steps\":[]}"))
            .withMessageContaining("newer version");
    }

    @Test
    void anUntrainedNetworkTellsItsSeed() {
        VideoModel untrained = VideoModel.untrained(TINY, new VideoModel.Input(8, 32, 32, 2), Classes.of("walk", "run"), 7);
        assertThat(untrained.provenance().isWhole()).isTrue();
        assertThat(untrained.provenance().steps().get(0).settings()).containsEntry("seed", "7");
    }
}
