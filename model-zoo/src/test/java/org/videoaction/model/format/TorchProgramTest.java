package org.videoaction.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchProgramTest {

    @TempDir
    private Path folder;

    private Path zip(String... names) throws IOException {
        WrittenZip zip = new WrittenZip();
        for (String name : names) {
            zip.with(name, new byte[] {1});
        }
        return Files.write(folder.resolve("net.pt"), zip.stored());
    }

    private Path program(String code) throws IOException {
        return Files.write(folder.resolve("net.pt"), new WrittenZip().with("net/constants.pkl", new byte[] {1})
            .with("net/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8)).stored());
    }

    @Test
    void aProgramHasConstantsAndCode() throws IOException {
        assertThat(TorchProgram.isOne(zip("net/constants.pkl", "net/code/__torch__.py"))).isTrue();
        assertThat(TorchProgram.isOne(zip("constants.pkl", "code/__torch__.py"))).isTrue();
        assertThat(TorchProgram.isOne(zip("net/constants.pkl", "net/code/__torch__.py.debug_pkl"))).isFalse();
        assertThat(TorchProgram.isOne(zip("net/constants.pkl", "net/__torch__.py"))).isFalse();
        assertThat(TorchProgram.isOne(zip("net/data.pkl", "net/code/__torch__.py"))).isFalse();
        assertThat(TorchProgram.isOne(Files.write(folder.resolve("text"), new byte[] {'P', 'K'}))).isFalse();
    }

    @Test
    void onlyOursSayTheirNetwork() throws IOException {
        assertThat(TorchProgram.saysItsNetwork(zip("net/constants.pkl", "net/extra/architecture.json"))).isTrue();
        assertThat(TorchProgram.saysItsNetwork(zip("net/constants.pkl", "net/extra/classes.json"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x = torch.relu(x)", "x = ops.aten.relu(x)", "y = ops.prim.NumToTensor(3)",
        "x = ops.quantized.conv3d(x)", "x = self.load(x)", "saved = x", "x = mytorch.save(x)"})
    void whatNetworksNeedIsRun(String code) throws IOException {
        Path file = program(code);
        assertThat(TorchProgram.read(file)).isEqualTo(Files.readAllBytes(file));
    }

    @ParameterizedTest
    @CsvSource({"'torch.save(x, \"f\")', 'torch.save, which would reach for files'",
        "'y = ops.aten.from_file (\"f\")', 'torch.from_file, which would reach for files'",
        "'torch.load(f)', 'torch.load, which would reach for files'",
        "'y = ops.torchvision.nms(a, b)', 'torchvision::nms, which libtorch does not have'",
        "'self : __torch__.torch.classes.acme.Tree', 'the class acme.Tree of a library'"})
    void whatReachesForFilesOrOtherLibrariesIsNot(String code, String reason) throws IOException {
        Path file = program(code);
        assertThatThrownBy(() -> TorchProgram.read(file)).isInstanceOf(IOException.class).hasMessageContaining(reason);
    }
}
