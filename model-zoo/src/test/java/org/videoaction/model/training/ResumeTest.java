package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.model.TestClips;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.ChannelSeparated.Interaction;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.Sgd;

class ResumeTest {

    private static final ChannelSeparated TINY = new ChannelSeparated(Interaction.REDUCED, 50, 4, 1e-3, 0.2, 2);

    @TempDir
    private Path folder;

    private CheckpointFolder checkpoints() {
        return new CheckpointFolder(folder.resolve("checkpoints"), 2);
    }

    private ClipTable clips() throws IOException {
        return TestClips.table(folder.resolve("clips.arrow"), TrainingProcess.clips());
    }

    private static void assertSame(VideoModel found, VideoModel expected) {
        assertThat(found.weights().values().keySet()).isEqualTo(expected.weights().values().keySet());
        expected.weights().values()
            .forEach((name, values) -> assertThat(found.weights().values().get(name)).as(name).isEqualTo(values));
        assertThat(found.history()).extracting(Epoch::loss, Epoch::rate, Epoch::top1, Epoch::validation)
            .isEqualTo(expected.history().stream()
                .map(epoch -> tuple(epoch.loss(), epoch.rate(), epoch.top1(), epoch.validation()))
                .toList());
    }

    @Test
    void killedTrainingEndsBitForBitWhereUninterruptedTrainingEnds() throws Exception {
        Path file = folder.resolve("clips.arrow");
        try (ClipTable clips = clips()) {
            VideoModel uninterrupted = TrainingProcess.trainer(clips).train(Progress.NONE).model();
            Path model = folder.resolve("model.zip");
            // steps of the first epoch 0 to 2; from a checkpoint after step 2 or later on into the second epoch
            int[] kills = {3, 4};
            for (int kill : kills) {
                List<String> steps = TrainingProcess.run(file, folder.resolve("checkpoints"), model, kill);
                assertThat(steps).hasSize(kill);
                assertThat(model).doesNotExist();
            }
            assertThat(folder.resolve("checkpoints")).isDirectoryContaining("glob:**/*.checkpoint");
            List<String> rest = TrainingProcess.run(file, folder.resolve("checkpoints"), model, Integer.MAX_VALUE);
            assertThat(rest.size()).as("steps of the last run")
                .isLessThan(TrainingProcess.EPOCHS * TrainingProcess.STEPS_OF_EPOCH);
            assertSame(ModelFile.load(model), uninterrupted);
        }
    }

    @Test
    void cancelledTrainingGoesOnWithTheStepAfterItsLastCheckpoint() throws Exception {
        try (ClipTable clips = clips()) {
            VideoModel uninterrupted = TrainingProcess.trainer(clips).train(Progress.NONE).model();
            int[] steps = {0};
            assertThatThrownBy(() -> TrainingProcess.trainer(clips).keeping(checkpoints()).train((fraction, message) -> {
                if (++steps[0] == 5) {
                    throw new CancellationException();
                }
            })).isInstanceOf(CancellationException.class);
            List<String> messages = new ArrayList<>();
            VideoModel resumed = TrainingProcess.trainer(clips).keeping(checkpoints())
                .train((fraction, message) -> messages.add(message)).model();
            // step 4 is kept; of ten steps of 4 clips each six are left
            assertThat(messages.get(0)).startsWith("epoch 1 of 2, ").contains("4 of 24 clips");
            assertSame(resumed, uninterrupted);
        }
    }

    @Test
    void finishedTrainingIsNotDoneAgain() throws Exception {
        try (ClipTable clips = clips()) {
            VideoModel trained = TrainingProcess.trainer(clips).keeping(checkpoints()).train(Progress.NONE).model();
            List<Epoch> heard = new ArrayList<>();
            VideoModel again = TrainingProcess.trainer(clips).keeping(checkpoints()).reporting(heard::addAll)
                .train((fraction, message) -> {
                    throw new AssertionError("a step");
                }).model();
            assertSame(again, trained);
            assertThat(heard).hasSize(TrainingProcess.EPOCHS);
        }
    }

    @Test
    void theModelThatDidBestOnTheValidationClipsIsKept() throws Exception {
        try (ClipTable clips = clips()) {
            List<Epoch> history = TrainingProcess.trainer(clips).keeping(checkpoints()).train(Progress.NONE).model()
                .history();
            VideoModel best = ModelFile.load(folder.resolve("checkpoints/best.zip"));
            Epoch.Validation reached = best.history().get(best.history().size() - 1).validation();
            assertThat(history).noneMatch(epoch -> epoch.validation().betterThan(reached));
        }
    }

    @Test
    void checkpointsOfOtherSettingsOrClipsAreRefused() throws Exception {
        try (ClipTable clips = clips()) {
            train(clips, 0.05);
            assertThatThrownBy(() -> train(clips, 0.02)).isInstanceOf(TrainingException.class)
                .hasMessageContaining("epoch.checkpoint").hasMessageContaining("schedule: then").hasMessageContaining("0.05")
                .hasMessageContaining("0.02").hasMessageNotContaining("clips: then");
        }
        try (ClipTable others = TestClips.table(folder.resolve("others.arrow"), 12)) {
            assertThatThrownBy(() -> train(others, 0.05)).isInstanceOf(TrainingException.class)
                .hasMessageContaining("clips: then " + TrainingProcess.clips() + " clips")
                .hasMessageContaining("now 12 clips");
        }
    }

    private VideoModel train(ClipTable clips, double rate) throws TrainingException, IOException {
        return result(clips, rate).model();
    }

    private TrainingResult result(ClipTable clips, double rate) throws TrainingException, IOException {
        return new Trainer(TrainingClips.of(clips), TINY, plan(rate)).keeping(checkpoints()).train(Progress.NONE);
    }

    private static TrainingPlan plan(double rate) {
        return new TrainingPlan(1, 4, new PySlowFastSchedule(rate, rate, 0, new CosineDecay(1)), Sgd.PYSLOWFAST, 1);
    }

    @Test
    void goingOnWithAnotherNumberOfThreadsIsRemarked() throws Exception {
        try (ClipTable clips = clips()) {
            train(clips, 0.05);
            assertThat(result(clips, 0.05).remarks()).noneMatch(remark -> remark.contains("threads"));
            try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("checkpoints/epoch.checkpoint"))) {
                Path file = zip.getPath("checkpoint.json");
                Files.writeString(file, Files.readString(file).replaceFirst("\"threads\":\\d+", "\"threads\":77"));
            }
            assertThat(result(clips, 0.05).remarks())
                .anyMatch(remark -> remark.contains("begun with 77 threads") && remark.contains("OMP_NUM_THREADS"));
        }
    }

    @Test
    void aCheckpointFromBeforeThereWasAnAveragePrecisionGoesOn() throws Exception {
        try (ClipTable clips = clips()) {
            Trainer trainer = new Trainer(new TrainingClips(clips, Optional.of(clips)), TINY.with(Head.MULTI_LABEL, 2),
                plan(0.05)).keeping(checkpoints());
            Epoch.Validation trained = trainer.train(Progress.NONE).model().history().get(0).validation();
            assertThat(trained.meanAveragePrecision()).isBetween(0.0, 1.0);
            assertThat(trainer.train(Progress.NONE).model().history()).extracting(Epoch::validation)
                .containsExactly(trained);
            try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("checkpoints/epoch.checkpoint"))) {
                Path file = zip.getPath("checkpoint.json");
                String with = Files.readString(file);
                String without = with.replaceFirst(",\"meanAveragePrecision\":[^,}]+", "");
                assertThat(without).isNotEqualTo(with);
                Files.writeString(file, without);
            }
            assertThat(trainer.train(Progress.NONE).model().history()).extracting(Epoch::validation)
                .containsExactly(new Epoch.Validation(trained.loss(), trained.top1(), trained.top5(), null));
        }
    }

    /** What 1.0.0 wrote of clips and weights: the CRC-32 of their bytes. */
    private static String crc(byte[]... parts) {
        CRC32 sum = new CRC32();
        Arrays.stream(parts).forEach(sum::update);
        return String.format("%08x", sum.getValue());
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] bigEndian(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private void rewriteSums(String clips, String weights) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(checkpoint("epoch.checkpoint"))) {
            Path file = zip.getPath("checkpoint.json");
            String now = Files.readString(file);
            String then = now.replaceFirst("check sums [0-9a-f]+ [0-9a-f]+", "check sums " + clips)
                .replaceFirst("check sum [0-9a-f]+", "check sum " + weights);
            assertThat(then).isNotEqualTo(now);
            Files.writeString(file, then);
        }
    }

    @Test
    void aCheckpointOfVersion1GoesOnByItsOwnSums() throws Exception {
        try (ClipTable clips = clips()) {
            VideoModel trained = train(clips, 0.05);
            String list = crc(IntStream.range(0, clips.size())
                .mapToObj(i -> ("v" + i + "[" + i % 2 + "]").getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new));
            String frames = crc(bytes(clips.clip(0).frames().duplicate()));
            String weights = crc(Weights.initial(TINY.network(), 1).values().values().stream().map(ResumeTest::bigEndian)
                .toArray(byte[][]::new));
            rewriteSums(list + " " + frames, weights);
            assertSame(train(clips, 0.05), trained);
            rewriteSums("00000000 " + frames, weights);
            assertThatThrownBy(() -> train(clips, 0.05)).isInstanceOf(TrainingException.class)
                .hasMessageContaining("clips: then").hasMessageContaining("00000000 " + frames)
                .hasMessageNotContaining("first weights: then");
        }
    }

    private static void halve(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }

    private Path checkpoint(String name) {
        return folder.resolve("checkpoints").resolve(name);
    }

    /** Leaves the end of epoch 1, and the middle of epoch 2 after two of its steps. */
    private void stopInTheSecondEpoch(ClipTable clips) throws TrainingException, IOException {
        assertThatThrownBy(() -> TrainingProcess.trainer(clips).keeping(checkpoints()).train((fraction, message) -> {
            if (Files.exists(checkpoint("epoch.checkpoint")) && Files.exists(checkpoint("step.checkpoint"))) {
                throw new CancellationException();
            }
        })).isInstanceOf(CancellationException.class);
        assertThat(checkpoint("best.zip")).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "step.checkpoint, the end of epoch 1", "epoch.checkpoint, step 2 of epoch 2"})
    void aDamagedCheckpointIsPassedOverForAWholeOne(String file, String place) throws Exception {
        try (ClipTable clips = clips()) {
            VideoModel uninterrupted = TrainingProcess.trainer(clips).train(Progress.NONE).model();
            stopInTheSecondEpoch(clips);
            halve(checkpoint(file));
            TrainingResult resumed = TrainingProcess.trainer(clips).keeping(checkpoints()).train(Progress.NONE);
            assertThat(resumed.remarks()).anyMatch(remark -> remark.contains(checkpoint(file) + " is damaged")
                && remark.contains("goes on from " + place));
            assertSame(resumed.model(), uninterrupted);
        }
    }

    @Test
    void whereNoCheckpointIsWholeAllAreNamedAndStay() throws Exception {
        try (ClipTable clips = clips()) {
            stopInTheSecondEpoch(clips);
            halve(checkpoint("step.checkpoint"));
            Files.write(checkpoint("epoch.checkpoint"), new byte[0]);
            assertThatIOException()
                .isThrownBy(() -> TrainingProcess.trainer(clips).keeping(checkpoints()).train(Progress.NONE))
                .withMessageContaining(checkpoint("step.checkpoint") + " is damaged")
                .withMessageContaining(checkpoint("epoch.checkpoint") + " is damaged")
                .withMessageContaining(checkpoint("best.zip") + ", the best model until then");
            assertThat(checkpoint("step.checkpoint")).exists();
            assertThat(checkpoint("epoch.checkpoint")).exists();
        }
    }

    @Test
    void aDamagedCheckpointDoesNotHideThatTheOtherIsOfAnotherTraining() throws Exception {
        try (ClipTable clips = clips()) {
            train(clips, 0.05);
            Files.write(checkpoint("step.checkpoint"), new byte[0]);
            assertThatThrownBy(() -> train(clips, 0.02)).isInstanceOf(TrainingException.class)
                .hasMessageContaining("of another training");
        }
    }

    @Test
    void aCheckpointWhoseNumbersAreNotFiniteIsDamaged() throws Exception {
        try (ClipTable clips = clips()) {
            train(clips, 0.05);
            try (FileSystem zip = FileSystems.newFileSystem(checkpoint("epoch.checkpoint"))) {
                Path file = zip.getPath("weights.safetensors");
                byte[] bytes = Files.readAllBytes(file);
                Arrays.fill(bytes, bytes.length - 4, bytes.length, (byte) 0xff);
                Files.write(file, bytes);
            }
            assertThatIOException().isThrownBy(() -> train(clips, 0.05))
                .withMessageContaining("has 1 value that is not finite");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLostBestModelOfTheLastEpochIsThatOfItsEnd(boolean damaged) throws Exception {
        try (ClipTable clips = clips()) {
            stopInTheSecondEpoch(clips);
            Path best = checkpoint("best.zip");
            VideoModel before = ModelFile.load(best);
            if (damaged) {
                halve(best);
            } else {
                Files.delete(best);
            }
            TrainingResult resumed = TrainingProcess.trainer(clips).keeping(checkpoints()).train(Progress.NONE);
            assertThat(resumed.remarks())
                .anyMatch(remark -> remark.contains("best.zip") && remark.contains("Nothing is lost"));
            VideoModel after = ModelFile.load(best);
            if (after.history().size() == 1) {
                assertSame(after, before);
            } else {
                assertThat(after.history().get(1).validation().betterThan(after.history().get(0).validation())).isTrue();
            }
        }
    }

    @Test
    void whereTheBestModelIsLostThatIsSaidAndTheBestFromThereOnIsKept() throws Exception {
        try (ClipTable clips = clips()) {
            stopInTheSecondEpoch(clips);
            Files.delete(checkpoint("best.zip"));
            // only its end has the weights of the first epoch
            Files.delete(checkpoint("epoch.checkpoint"));
            TrainingResult resumed = TrainingProcess.trainer(clips).keeping(checkpoints()).train(Progress.NONE);
            assertThat(resumed.remarks()).anyMatch(remark -> remark.contains("lacks best.zip")
                && remark.contains("Epoch 1 was the best") && remark.contains("after 1 is kept"));
            assertThat(ModelFile.load(checkpoint("best.zip")).history()).hasSize(2);
        }
    }

    @Test
    void aSecondTrainingInTheSameFolderIsRefusedWhileTheFirstRuns() throws Exception {
        try (ClipTable clips = clips()) {
            List<String> refusals = new ArrayList<>();
            TrainingProcess.trainer(clips).keeping(checkpoints()).train((fraction, message) -> {
                if (refusals.isEmpty()) {
                    try {
                        TrainingProcess.trainer(clips).keeping(checkpoints()).train(Progress.NONE);
                        refusals.add("none");
                    } catch (IOException | TrainingException e) {
                        refusals.add(e.getMessage());
                    }
                }
            });
            assertThat(refusals).singleElement().asString().contains("Another training")
                .contains(folder.resolve("checkpoints").toString());
        }
    }
}
