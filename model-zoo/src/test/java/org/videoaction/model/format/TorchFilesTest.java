package org.videoaction.model.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What torch itself writes, held against the numbers that it prints. */
@EnabledIf("torchIsThere")
class TorchFilesTest {

    @TempDir
    private Path folder;

    private static Process python(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getenv().getOrDefault("PEER_PYTHON", "python3")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    static boolean torchIsThere() {
        try {
            return python("-c", "import torch, numpy").waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void allThatTorchWritesIsRead() throws Exception {
        Process python = python("-c", """
            import sys, collections, pickle, numpy, torch
            folder = sys.argv[1]
            torch.manual_seed(1)
            w = torch.randn(3, 4, 2)
            layer = torch.nn.Linear(4, 3)
            state = layer.state_dict()
            tensors = collections.OrderedDict(
                plain=w, transposed=w.transpose(0, 2), part=w[1:, ::2], parameter=torch.nn.Parameter(w[0]),
                half=w.half(), brain=w.bfloat16(), double=w.double(), integer=torch.arange(-3, 3), flag=w[0] > 0,
                number=torch.tensor(2.5), empty=torch.zeros(0, 3), weight=state['weight'], last=w.permute(2, 0, 1))
            everything = {'state_dict': tensors, 'optimizer': torch.optim.SGD(layer.parameters(), 0.1).state_dict(),
                          'meta': {'size': torch.Size([1]), 'type': torch.float16, 'loss': numpy.float64(1)}}
            torch.save(everything, folder + '/zip')
            torch.save(everything, folder + '/legacy', _use_new_zipfile_serialization=False)
            torch.save(state, folder + '/attributes')
            torch.serialization.set_crc32_options(False)
            torch.save(everything, folder + '/nosums')
            arrays = {name: value.detach().float().numpy() for name, value in tensors.items()}
            arrays['fortran'] = numpy.asfortranarray(arrays['plain'])
            arrays['big'] = arrays['plain'].astype('>f4')
            for protocol in range(6):
                with open(folder + '/pickle%d' % protocol, 'wb') as file:
                    pickle.dump(arrays, file, protocol)
            for name, value in list(arrays.items()):
                print(name, 'x'.join(map(str, value.shape)), *numpy.array(value, dtype='f4').ravel().tolist())
            """, folder.toString());
        String printed = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).as(printed).isZero();
        try (var files = Files.list(folder)) {
            assertThat(files.toList()).hasSize(10);
        }
        for (String line : printed.lines().toList()) {
            String[] parts = line.split(" ");
            boolean ofNumpy = parts[0].equals("fortran") || parts[0].equals("big");
            for (String file : List.of("zip", "legacy", "nosums")) {
                if (!ofNumpy) {
                    check(file, parts);
                }
            }
            for (int protocol = 0; protocol < 6; protocol++) {
                check("pickle" + protocol, parts);
            }
        }
        try (TensorFile attributes = TensorFile.open(folder.resolve("attributes"))) {
            assertThat(attributes.tensors()).containsOnlyKeys("weight", "bias");
        }
    }

    private void check(String file, String[] expected) throws IOException {
        try (TensorFile opened = TensorFile.open(folder.resolve(file))) {
            Map<String, Tensor> tensors = opened.tensors();
            Tensor tensor = tensors.get(expected[0]);
            assertThat(tensor).as("%s in %s", expected[0], file).isNotNull();
            assertThat(String.join("x", tensor.shape().stream().map(String::valueOf).toList()))
                .isEqualTo(expected.length > 1 ? expected[1] : "");
            float[] values = tensor.values();
            assertThat(values).as("%s in %s", expected[0], file).hasSize(Math.max(0, expected.length - 2));
            for (int i = 0; i < values.length; i++) {
                assertThat(values[i]).as("%s in %s, value %d", expected[0], file, i)
                    .isEqualTo(Float.parseFloat(expected[i + 2]));
            }
        }
    }
}
