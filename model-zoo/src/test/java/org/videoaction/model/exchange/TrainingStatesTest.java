package org.videoaction.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.data.list.Classes;
import org.videoaction.model.format.WrittenPickle;
import org.videoaction.model.format.WrittenZip;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.ChannelSeparated.Interaction;
import org.videoaction.model.network.Parameter;

/** The weights are found among all that programs save beside them. */
class TrainingStatesTest {

    private static final ChannelSeparated CSN = new ChannelSeparated(Interaction.REDUCED, 50, 2, 1e-3, 0.5, 3);

    @TempDir
    private Path folder;

    /** A dictionary that is saved by torch. */
    private static final class State {

        private final WrittenPickle pickle = new WrittenPickle().raw("}");
        private final List<byte[]> storages = new ArrayList<>();

        /** An entry whose value is what the opcodes make. */
        State with(String name, WrittenPickle value) {
            byte[] bytes = value.stop();
            pickle.text(name);
            for (int i = 2; i < bytes.length - 1; i++) {
                pickle.raw(bytes[i]);
            }
            pickle.raw("s");
            return this;
        }

        /** An entry with the weights of a network, each of which is called so. */
        State network(String name, String prefix, long seed) {
            return with(name, tensors(weights(seed), prefix));
        }

        WrittenPickle tensors(SavedByOthers saved, String prefix) {
            WrittenPickle tensors = new WrittenPickle().global("collections", "OrderedDict").raw(")R(");
            for (Map.Entry<String, List<Integer>> shape : saved.shapes().entrySet()) {
                float[] values = saved.values().get(shape.getKey());
                tensors.text(prefix + shape.getKey()).tensor("Float", String.valueOf(storages.size()), values.length, 0,
                    shape.getValue(), WrittenPickle.strides(shape.getValue()));
                storages.add(WrittenPickle.floats(values));
            }
            return tensors.raw("u");
        }

        byte[] file() {
            return WrittenZip.torch(pickle.stop(), storages.toArray(byte[][]::new)).stored();
        }
    }

    /** Weights, their average, an optimizer, a schedule and settings. */
    static byte[] vmz() {
        return vmzState().network("model_ema", "module.", 2).file();
    }

    private static State vmzState() {
        State state = new State().network("model", "", 1);
        state.with("optimizer", value("}").text("state").raw("}K\0}").text("momentum_buffer")
            .tensor("Float", "0", 2, 0, List.of(2), List.of(1)).raw("ss").raw("s").text("param_groups").raw("]}").text("lr")
            .raw("G?\u00f0\0\0\0\0\0\0sas"));
        return state
            .with("lr_scheduler", value("}").text("milestones").global("collections", "Counter").raw("}K\1K\2s\u0085Rs"))
            .with("epoch", value("K\3"))
            .with("args", value("").global("argparse", "Namespace").raw(")\u0081}").text("lr").raw("G?\u00f0\0\0\0\0\0\0s")
                .text("device").global("torch", "device").text("cuda").raw("\u0085Rsb"));
    }

    private static SavedByOthers weights(long seed) {
        return SavedByOthers.of(CSN, new VmzNames(false)::of, seed);
    }

    private static WrittenPickle value(String opcodes) {
        return new WrittenPickle().raw(opcodes);
    }

    private ImportedModel imported(State state) throws IOException {
        return ModelImport.read(Files.write(folder.resolve("state.pth"), state.file()), ImportRequest.AUTOMATIC);
    }

    /** Which of the networks was read shows by its first weights. */
    private static void assertRead(ImportedModel imported, long seed) {
        Parameter stem = CSN.network().parameters().get(0);
        assertThat(imported.model().weights().of(stem)).isEqualTo(weights(seed).values().get("stem.0.weight"));
        assertThat(imported.leftOver()).isEmpty();
    }

    @Test
    void theStateOfVmzsTrainingHoldsTheWeightsUnderModel() throws IOException {
        ImportedModel imported = imported(vmzState());
        assertRead(imported, 1);
        assertThat(imported.summary())
            .contains("No weights, and passed over without being made: collections.Counter, argparse.Namespace.")
            .doesNotContain("Read are");
    }

    /** The opcodes of a list of texts. */
    private static WrittenPickle texts(WrittenPickle before, String... names) {
        WrittenPickle list = before.raw("](");
        List.of(names).forEach(list::text);
        return list.raw("e");
    }

    @Test
    void classesAreCalledAsTheFileSays() throws IOException {
        State mmcv = new State().network("state_dict", "", 1)
            .with("meta", texts(value("}").text("CLASSES"), "in", "out", "over").raw("s"));
        State mmengine = new State().network("state_dict", "", 1).with("meta",
            texts(value("}").text("dataset_meta").raw("}").text("classes"), "in", "out", "over").raw("ss"));
        for (State state : List.of(mmcv, mmengine)) {
            ImportedModel imported = imported(state);
            assertRead(imported, 1);
            assertThat(imported.model().classes()).isEqualTo(Classes.of("in", "out", "over"));
            assertThat(imported.numbered().model().classes()).isEqualTo(Classes.of("0", "1", "2"));
        }
    }

    @Test
    void namesThatAreNotThoseOfTheClassesAreLeftAlone() throws IOException {
        for (String[] names : new String[][] {{"in", "out"}, {"in", "out", "in"}, {"in", "out", " "}}) {
            ImportedModel imported = imported(new State().network("state_dict", "", 1)
                .with("class_names", texts(value(""), names)));
            assertThat(imported.model().classes()).isEqualTo(Classes.numbered(3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "module.", "model.", "net.", "_orig_mod.", "module._orig_mod.", "_forward_module.model.",
        "a.b.c."})
    void wordsBeforeAllNamesAreLeftOut(String prefix) throws IOException {
        assertRead(imported(new State().network("state_dict", prefix, 1)), 1);
        assertRead(imported(new State().network("anything", prefix, 1)), 1);
    }

    @Test
    void whatIsBesideTheNetworkIsListed() throws IOException {
        State state = new State();
        SavedByOthers saved = SavedByOthers.of(CSN, name -> "model." + new VmzNames(false).of(name), 1);
        saved.put("criterion.weight", List.of(2), 1, 2);
        saved.put("train_accuracy.correct", List.of(), 7);
        ImportedModel imported = imported(state.with("state_dict", state.tensors(saved, "")));
        assertThat(imported.leftOver()).containsExactly("criterion.weight", "train_accuracy.correct");
        assertThat(imported.renewed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"state_dict, state_dict_ema", "state_dict, ema_state_dict", "model, model_ema", "network, ema",
        "weights, swa_weights"})
    void theWeightsThemselvesAreReadNotTheirAverages(String plain, String averaged) throws IOException {
        for (ImportedModel imported : List.of(imported(new State().network(plain, "", 1).network(averaged, "module.", 2)),
            imported(new State().network(averaged, "module.", 2).network(plain, "", 1)))) {
            assertRead(imported, 1);
            assertThat(imported.summary()).contains("Read are the weights under " + plain
                + ", not the averages over the training under " + averaged + " whose names start with \"module.\".");
        }
    }

    @Test
    void averagesAloneAreReadAndSaid() throws IOException {
        ImportedModel imported = imported(new State().network("model_ema", "", 2));
        assertRead(imported, 2);
        assertThat(imported.summary()).contains("Read are the averages over the training under model_ema.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ema_", "ema_model.", "model_ema.module."})
    void averagesInTheSameDictionaryArePassedOver(String prefix) throws IOException {
        State state = new State();
        SavedByOthers both = SavedByOthers.of(CSN, name -> prefix + new VmzNames(false).of(name), 2);
        SavedByOthers plain = SavedByOthers.of(CSN, name -> "model." + new VmzNames(false).of(name), 1);
        plain.shapes().forEach((name, shape) -> both.put(name, shape, plain.values().get(name)));
        ImportedModel imported = imported(state.with("state_dict", state.tensors(both, "")));
        assertRead(imported, 1);
        assertThat(imported.summary())
            .contains("not the averages over the training under state_dict whose names start with \""
                + prefix + "\"");
    }

    /** MMCV's hook keeps an average beside each weight under its name without dots. */
    @Test
    void averagesOfMmcvArePassedOver() throws IOException {
        State state = new State();
        SavedByOthers saved = weights(1);
        saved.put("ema_stem_0_weight", List.of(1), 5);
        ImportedModel imported = imported(state.with("state_dict", state.tensors(saved, "")));
        assertRead(imported, 1);
        assertThat(imported.summary()).contains("whose names start with \"ema_\"");
    }

    @Test
    void ofTwoNetworksTheFirstIsReadAndBothAreSaid() throws IOException {
        ImportedModel apart = imported(new State().network("student", "", 1).network("teacher", "", 2));
        assertRead(apart, 1);
        assertThat(apart.summary()).contains("Read are the weights under student, not the weights under teacher.");
        State state = new State();
        SavedByOthers both = SavedByOthers.of(CSN, name -> "student." + new VmzNames(false).of(name), 1);
        SavedByOthers teacher = SavedByOthers.of(CSN, name -> "teacher." + new VmzNames(false).of(name), 2);
        teacher.shapes().forEach((name, shape) -> both.put(name, shape, teacher.values().get(name)));
        ImportedModel together = imported(state.with("state_dict", state.tensors(both, "")));
        assertRead(together, 1);
        assertThat(together.summary()).contains("Read are the weights under state_dict whose names start with \"student.\"",
            "not the weights under state_dict whose names start with \"teacher.\"");
    }

    @Test
    void anotherNetworksTensorsDoNotHideTheKnownOne() throws IOException {
        State state = new State().with("state_dict", value("}").text("encoder.weight").tensor("Float", "0", 1, 0, List.of(1),
            List.of(1)).raw("s"));
        state.storages.add(WrittenPickle.floats(1));
        ImportedModel imported = imported(
            state.with("video", value("}").text("weights").raw("}s")).network("backbone", "", 1));
        assertRead(imported, 1);
        assertThat(imported.summary()).contains("Read are the weights under backbone.");
    }

    /** Each way in which a pickle makes an object: none of them does so here. */
    @ParameterizedTest
    @ValueSource(strings = {"cos\nsystem\n(X\5\0\0\0falsetR", "cos\nsystem\n)\u0081}X\1\0\0\0xK\1sb", "(ios\nsystem\n",
        "(cos\nsystem\nX\5\0\0\0falseo", "cos\nsystem\n)}\u0092", "cos\nsystem\n", "ccopyreg\n_reconstructor\n(cos\nsystem\n"
            + "cbuiltins\nobject\nNtR}X\1\0\0\0xK\1sb",
        "cos\nsystem\n)R(X\1\0\0\0xK\1u", "cos\nsystem\n)R(K\1K\2e",
        "cos\nsystem\n)RK\1a", "cos\nsystem\n)R(K\1K\2\u0090", "cbuiltins\ngetattr\n(cos\nsystem\nX\4\0\0\0nametR",
        "X\2\0\0\0osX\6\0\0\0system\u0093)R"})
    void objectsOfAllKindsArePassedOver(String opcodes) throws IOException {
        ImportedModel imported = imported(new State().with("before", value(opcodes)).network("model", "", 1)
            .with("after", value(opcodes)));
        assertRead(imported, 1);
        assertThat(imported.summary()).contains("os.system");
    }

    @Test
    void dictionariesThatHoldThemselvesEnd() throws IOException {
        State state = new State().with("loop", value("}q\7").text("again").raw("h\7s")).network("model", "", 1);
        assertRead(imported(state), 1);
        assertRead(imported(new State().with("deep", value("}" + "X\1\0\0\0a}".repeat(10_000) + "s".repeat(10_000)))
            .network("model", "", 1)), 1);
    }

    @Test
    void aNetworkThatWasSavedAsAnObjectIsSaid() throws IOException {
        Path file = Files.write(folder.resolve("network.pth"), WrittenZip.torch(new WrittenPickle()
            .global("slowfast.models", "SlowFast").raw(")\u0081}").text("training").raw("\u0088sb").stop()).stored());
        assertThatThrownBy(() -> ModelImport.read(file, ImportRequest.AUTOMATIC)).isInstanceOf(IOException.class)
            .hasMessageContaining("it holds an object of slowfast.models.SlowFast")
            .hasMessageContaining("torch.save(network.state_dict(), file)");
        assertThatThrownBy(() -> imported(new State().with("model", value("").global("models", "Net").raw(")R"))))
            .hasMessageContaining("it holds no tensors, only model (an object of models.Net)");
    }
}
