package org.videoaction.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.model.engine.TensorNetwork.Port;
import org.videoaction.model.format.NDTensor;
import org.videoaction.model.format.NumberType;

class TensorNetworkTest {

    @TempDir
    private Path folder;

    private static WrittenOnnx sums() {
        return new WrittenOnnx().input("a", WrittenOnnx.FLOAT, "N", 2).input("b", WrittenOnnx.FLOAT, "N", 2)
            .node("Add", "a b sum").node("Mul", "a b product").output("sum", WrittenOnnx.FLOAT, "N", 2)
            .output("product", WrittenOnnx.FLOAT, "N", 2);
    }

    private static List<NDTensor> run(Path file, NDTensor... inputs) throws IOException {
        try (TensorNetwork network = TensorNetwork.open(file)) {
            return network.run(List.of(inputs));
        }
    }

    private static float[] only(Path file, NDTensor... inputs) throws IOException {
        return run(file, inputs).get(0).values();
    }

    @Test
    void anOnnxFileSaysWhatItTakesAndGivesAndComputesSeveralOfBoth() throws Exception {
        Path file = sums().write(folder.resolve("sums.onnx"));

        try (TensorNetwork network = TensorNetwork.open(file)) {
            assertThat(network.inputs()).containsExactly(new Port("a", NumberType.FLOAT32, List.of(-1L, 2L)),
                new Port("b", NumberType.FLOAT32, List.of(-1L, 2L)));
            assertThat(network.outputs()).extracting(Port::title).containsExactly("sum: float32 ? x 2",
                "product: float32 ? x 2");
            List<NDTensor> results = network.run(List.of(NDTensor.floats(new float[] {1, 2}, 1, 2),
                NDTensor.floats(new float[] {3, 4}, 1, 2)));
            assertThat(results.get(0).values()).containsExactly(4, 6);
            assertThat(results.get(1).values()).containsExactly(3, 8);
        }
    }

    @Test
    void bytesAreTakenAsBytesAndAsFloatsWhereTheNetworkWantsThose() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocateDirect(2).put((byte) 200).put((byte) 3).flip();
        Path casts = new WrittenOnnx().input("a", WrittenOnnx.UINT8, "N").node("Cast", "a b", WrittenOnnx.attribute("to", 1))
            .output("b", WrittenOnnx.FLOAT, "N").write(folder.resolve("casts.onnx"));
        Path floats = new WrittenOnnx().input("a", WrittenOnnx.FLOAT, "N").node("Neg", "a b")
            .output("b", WrittenOnnx.FLOAT, "N").write(folder.resolve("floats.onnx"));

        assertThat(only(casts, NDTensor.bytes(bytes, 2))).containsExactly(200, 3);
        assertThat(only(floats, NDTensor.bytes(bytes, 2))).containsExactly(-200, -3);
    }

    @Test
    void aTorchScriptFileTakesTensorsOneByOneOrAsAListAndGivesOneOrSeveral() throws Exception {
        NDTensor one = NDTensor.floats(new float[] {1, 2}, 2);
        NDTensor two = NDTensor.floats(new float[] {5, 5}, 2);
        Path pair = WrittenScript.write(folder.resolve("pair.pt"), """
            def forward(self: __torch__.Other, a: Tensor, b: Tensor) -> Tuple[Tensor, Tensor]:
              return (torch.add(a, b), torch.gt(b, 4))
            """);
        Path list = WrittenScript.write(folder.resolve("list.pt"), """
            def forward(self: __torch__.Other, a: List[Tensor]) -> Tensor:
              return torch.sub(a[0], a[1])
            """);

        assertThat(run(pair, one, two)).extracting(NDTensor::type).containsExactly(NumberType.FLOAT32, NumberType.BOOLEAN);
        assertThat(only(pair, one, two)).containsExactly(6, 7);
        assertThat(only(list, one, two)).containsExactly(-4, -3);
    }

    @Test
    void weightsInAFileBesideAreTakenIn() throws Exception {
        ByteBuffer weights = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putFloat(9).putFloat(10).putFloat(20);
        Files.createDirectories(folder.resolve("weights"));
        Files.write(folder.resolve("weights").resolve("part.bin"), weights.array());
        Path file = outside("weights/part.bin");

        NetworkProgram program = NetworkProgram.read(file);
        Files.delete(folder.resolve("weights").resolve("part.bin"));
        Path whole = Files.write(folder.resolve("whole.onnx"), program.content());

        assertThat(only(whole, NDTensor.floats(new float[] {1, 2}, 2))).containsExactly(11, 22);
        assertThatThrownBy(() -> TensorNetwork.open(file)).isInstanceOf(IOException.class)
            .hasMessageContaining("outside.onnx").hasMessageContaining("part.bin").hasMessageContaining("not beside it");
    }

    private Path outside(String location) throws IOException {
        return new WrittenOnnx().input("a", WrittenOnnx.FLOAT, 2).elsewhere("w", location, 4, 8, 2).node("Add", "a w b")
            .output("b", WrittenOnnx.FLOAT, 2).write(folder.resolve("outside.onnx"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/passwd", "weights/../../secret", "", "C:\\secret", "link"})
    void filesOutsideOfTheNetworksFolderAreNotRead(String location) throws Exception {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path secret = Files.write(folder.resolve("secret"), new byte[100]);
        Files.createSymbolicLink(inner.resolve("link"), secret);
        Path file = Files.move(outside(location), inner.resolve("outside.onnx"));

        assertThatThrownBy(() -> TensorNetwork.open(file)).isInstanceOf(IOException.class)
            .hasMessageMatching("(?s).*(not in its folder|not beside it).*");
    }

    @Test
    void operatorsOfNobodyKnownAreNamedAndNothingIsLoadedForThem() throws Exception {
        Path file = new WrittenOnnx().input("a", WrittenOnnx.FLOAT, 2).node("com.acme", "Warp", "a b")
            .output("b", WrittenOnnx.FLOAT, 2).write(folder.resolve("custom.onnx"));

        assertThatThrownBy(() -> TensorNetwork.open(file)).isInstanceOf(IOException.class)
            .hasMessageContaining("com.acme::Warp").hasMessageContaining("are not loaded");
    }

    @Test
    void aProgramThatWouldReachForFilesOrForeignOperatorsIsNotRun() throws Exception {
        Path writes = WrittenScript.write(folder.resolve("writes.pt"), """
            def forward(self: __torch__.Other, a: Tensor) -> Tensor:
              _0 = torch.save(a, "/tmp/somewhere")
              return a
            """);
        Path foreign = WrittenScript.write(folder.resolve("foreign.pt"), """
            def forward(self: __torch__.Other, a: Tensor) -> Tensor:
              return ops.torchvision.nms(a, a, 0.5)
            """);

        assertThatThrownBy(() -> TensorNetwork.open(writes)).hasMessageContaining("torch.save");
        assertThatThrownBy(() -> TensorNetwork.open(foreign)).hasMessageContaining("torchvision::nms");
    }

    @Test
    void classesThatAreNamedAsOperatorsAreRead() throws Exception {
        Path file = WrittenScript.write(folder.resolve("classes.pt"), """
            mlp : __torch__.torchvision.ops.misc.MLP
            def forward(self: __torch__.Other, a: Tensor) -> Tensor:
              return torch.relu(a)
            """);

        assertThat(NetworkProgram.read(file).kind()).isEqualTo(NetworkProgram.Kind.TORCHSCRIPT);
    }

    @Test
    void inputsThatDoNotFitAreNamed() throws Exception {
        Path file = sums().write(folder.resolve("sums.onnx"));

        try (TensorNetwork network = TensorNetwork.open(file)) {
            NDTensor three = NDTensor.floats(new float[3], 1, 3);
            assertThatThrownBy(() -> network.run(List.of(three, three))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected: 2");
            assertThatThrownBy(() -> network.run(List.of(three))).hasMessageContaining("takes 2 tensors, not 1");
        }
    }

    @Test
    void whatIsNoNetworkIsSaidToBeNone() throws Exception {
        Path text = Files.writeString(folder.resolve("a.onnx"), "<html>not found</html>");
        Path cut = Files.write(folder.resolve("cut.onnx"),
            Arrays.copyOf(Files.readAllBytes(sums().write(folder.resolve("sums.onnx"))), 60));

        assertThatThrownBy(() -> TensorNetwork.open(text)).isInstanceOf(IOException.class)
            .hasMessageContaining("neither an ONNX nor a TorchScript file");
        assertThatThrownBy(() -> TensorNetwork.open(cut)).isInstanceOf(IOException.class).hasMessageContaining("cut");
    }

    @ParameterizedTest
    @ValueSource(floats = {0, -0f, 1, -2.5f, 65504, 70000, 1e-7f, 0x1p-24f, 0.1f})
    void numbersAreRoundedToTheNearestOf16Bits(float number) {
        NDTensor half = NDTensor.floats(new float[] {number}).as(NumberType.FLOAT16);
        float back = half.values()[0];
        float spacing = Math.abs(number) < 0x1p-14f ? 0x1p-24f : Math.ulp(number) * (1 << 13);
        assertThat(Math.abs(number) > 65519 ? Float.isInfinite(back) : Math.abs(back - number) <= spacing / 2).isTrue();
    }
}
