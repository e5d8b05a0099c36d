package org.videoaction.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks that were saved as objects, what torch builds tensors with, and zips that torch did not write. */
class SavedObjectsTest {

    private static final byte[] SIX = WrittenPickle.floats(1, 2, 3, 4, 5, 6);

    @TempDir
    private Path folder;

    private TensorFile open(byte[] bytes) throws IOException {
        return TensorFile.open(Files.write(folder.resolve("saved"), bytes));
    }

    private static WrittenPickle tensor(WrittenPickle pickle) {
        return pickle.tensor("Float", "0", 6, 0, List.of(6), List.of(1));
    }

    /** A module with a parameter w, the buffers kept and made, and whatever is given as its inner modules. */
    private static WrittenPickle module(WrittenPickle pickle, Runnable inner) {
        pickle.global("my", "Layer").raw(")\u0081}(").text("_parameters").raw("}(").text("w");
        tensor(pickle).text("none").raw("Nu").text("_buffers").raw("}(").text("kept");
        tensor(pickle).text("made");
        tensor(pickle).raw("u").text("_non_persistent_buffers_set").raw("](").text("made").raw("e").text("_modules")
            .raw("}");
        inner.run();
        return pickle.raw("ub");
    }

    @Test
    void aNetworkThatWasSavedAsAnObjectGivesItsStateDict() throws IOException {
        WrittenPickle pickle = new WrittenPickle();
        module(pickle, () -> module(pickle.raw("(").text("conv"), () -> {}).raw("u"));
        try (TensorFile file = open(WrittenZip.torch(pickle.stop(), SIX).stored())) {
            assertThat(file.tensors().keySet()).containsExactly("w", "kept", "conv.w", "conv.kept");
            assertThat(file.tensors().get("conv.w").values()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(file.passedOver()).containsExactly("my.Layer");
        }
    }

    @Test
    void whatIsNoPartOfWeightsIsPassedOverAndNamedOnce() throws IOException {
        WrittenPickle pickle = new WrittenPickle().raw("}(").text("w");
        tensor(pickle).text("a").global("acme", "Trick").text("b").global("acme", "Trick").text("c")
            .global("mmengine.logging.history_buffer", "HistoryBuffer").raw("u");
        try (TensorFile file = open(WrittenZip.torch(pickle.stop(), SIX).stored())) {
            assertThat(file.tensors()).containsOnlyKeys("w");
            assertThat(file.passedOver()).containsExactly("acme.Trick");
        }
    }

    @Test
    void messagesNameFiveOfThatAtMost() {
        assertThat(TensorFile.named(List.of())).isEmpty();
        assertThat(TensorFile.named(List.of("a.A"))).isEqualTo(
            "; its pickle names a.A, which is no part of weights; nothing of it was run");
        assertThat(TensorFile.named(List.of("a", "b", "c", "d", "e", "f"))).contains("a, b, c, d, e, which are no part");
    }

    /** Since torch 2.1 a storage may say only its bytes, and the call the type. */
    @Test
    void aStorageOfBytesIsReadAsTheCallSays() throws IOException {
        WrittenPickle pickle = new WrittenPickle().raw("}").text("w").global("torch._utils", "_rebuild_tensor_v3").raw("((")
            .text("storage").global("torch", "UntypedStorage").text("0").text("cpu").integer(24).raw("tQ").integer(1)
            .integers(List.of(2)).integers(List.of(2)).raw(0x89).global("collections", "OrderedDict").raw(")R")
            .global("torch", "float32").raw("tRs");
        try (TensorFile file = open(WrittenZip.torch(pickle.stop(), SIX).stored())) {
            assertThat(file.tensors().get("w").values()).containsExactly(2, 4);
        }
    }

    @Test
    void aParameterIsItsTensor() throws IOException {
        WrittenPickle pickle = new WrittenPickle().raw("}").text("w").global("torch._utils", "_rebuild_parameter").raw("(");
        tensor(pickle).raw(0x88).global("collections", "OrderedDict").raw(")RtRs");
        try (TensorFile file = open(WrittenZip.torch(pickle.stop(), SIX).stored())) {
            assertThat(file.tensors().get("w").values()).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @Test
    void allButTheFirstRowStayWhereTheyAre() throws IOException {
        byte[] pickle = new WrittenPickle().raw("}").text("w").tensor("Float", "0", 6, 0, List.of(3, 2), List.of(2, 1))
            .raw("s")
            .stop();
        try (TensorFile file = open(WrittenZip.torch(pickle, SIX).stored())) {
            Tensor two = file.tensors().get("w").withoutFirst();
            assertThat(two.shape()).containsExactly(2, 2);
            assertThat(two.values()).containsExactly(3, 4, 5, 6);
            assertThat(two.withoutFirst().values()).containsExactly(5, 6);
            assertThat(two.withoutFirst().withoutFirst().values()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"flow/workflow.knime, 'a KNIME workflow'", "net/best.pth, 'choose the file net/best.pth in it'",
        "notes.txt, 'it holds notes.txt'"})
    void aZipThatTorchDidNotWriteSaysWhatItHolds(String name, String said) {
        assertThatThrownBy(() -> open(new WrittenZip().with(name, SIX).stored())).isInstanceOf(IOException.class)
            .hasMessageContaining(said).hasMessageContaining("without a data.pkl");
    }

    @Test
    void ofManyEntriesFiveAreNamed() {
        WrittenZip zip = new WrittenZip();
        for (char name = 'a'; name <= 'f'; name++) {
            zip.with(String.valueOf(name), SIX);
        }
        assertThatThrownBy(() -> open(zip.stored())).hasMessageContaining("it holds a, b, c, d, e, ...");
    }
}
