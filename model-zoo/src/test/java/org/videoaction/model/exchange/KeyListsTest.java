package org.videoaction.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.videoaction.golden.Golden;
import org.videoaction.model.format.ShapedTensors;
import org.videoaction.model.format.Tensor;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.X3d;

/** The names held against lists of all tensors of all networks, which the code bases themselves gave. */
class KeyListsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CAFFE2 = "pyslowfast_caffe2_names.json";
    private static final String CAFFE2_NAMES = "_caffe2_names.json";
    /** What PySlowFast puts before PyTorchVideo's names. */
    private static final String WRAPPER = "model.";

    @TestFactory
    List<DynamicTest> everyTensorOfEveryListIsOneParameter() {
        return Golden.names("keys").stream().filter(name -> name.endsWith(".json") && !name.endsWith(CAFFE2_NAMES))
            .map(name -> DynamicTest.dynamicTest(name, () -> check(name))).toList();
    }

    private static void check(String name) throws IOException {
        JsonNode list = JSON.readTree(Golden.file("keys/" + name).toFile());
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        list.get("tensors").forEach(tensor -> shapes.put(unwrapped(tensor.get("name").asText(), name),
            shape(tensor.get("shape"))));
        Architecture architecture = mapped(shapes);
        assertThat(architecture.head().detects()).isEqualTo(name.contains("AVA") || name.contains("detection"));
        if (list.has("num_parameters")) {
            assertThat(architecture.network().parameterCount()).isEqualTo(list.get("num_parameters").asLong());
        }
    }

    @TestFactory
    List<DynamicTest> everyCaffe2BlobIsTheTensorThatPySlowFastTakesItFor() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        Path file = Golden.file("keys/" + CAFFE2);
        if (Files.exists(file)) {
            for (Map.Entry<String, JsonNode> model : JSON.readTree(file.toFile()).get("models").properties()) {
                tests.add(DynamicTest.dynamicTest(model.getKey(), () -> checkCaffe2(model.getValue().get("map"))));
            }
        }
        return tests;
    }

    private static String unwrapped(String tensor, String list) {
        return list.contains("PTVX3D") ? tensor.substring(WRAPPER.length()) : tensor;
    }

    @TestFactory
    List<DynamicTest> everyCaffe2BlobOfAnX3dIsTheTensorThatPySlowFastTakesItFor() {
        return Golden.names("keys").stream().filter(name -> name.contains("X3D") && name.endsWith(CAFFE2_NAMES))
            .map(name -> DynamicTest.dynamicTest(name, () -> {
                Map<String, String> pairs = new LinkedHashMap<>();
                JSON.readTree(Golden.file("keys/" + name).toFile()).get("names").properties()
                    .forEach(pair -> pairs.put(pair.getKey(), pair.getValue().asText()));
                X3d x3d = X3d.expanded(12, 2, name.contains("_L_") ? 5 : 2.2, 2.25, Head.AVERAGE, 0.5, 400);
                List<Parameter> parameters = x3d.network().parameters();
                assertThat(parameters).hasSameSizeAs(pairs.keySet());
                assertThat(parameters).allSatisfy(parameter -> assertThat(pairs).containsEntry(
                    Caffe2Names.ofSlowFast(parameter.name(), pairs.keySet()), PySlowFastNames.of(parameter.name())));
            })).toList();
    }

    private static void checkCaffe2(JsonNode map) throws IOException {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        map.forEach(blob -> shapes.put(blob.get(0).asText(), shape(blob.get(2))));
        Architecture architecture = mapped(shapes);
        Map<String, String> pairs = new LinkedHashMap<>();
        map.forEach(blob -> pairs.put(blob.get(0).asText(), blob.get(1).asText()));
        for (Parameter parameter : architecture.network().parameters()) {
            String blob = Caffe2Names.ofSlowFast(parameter.name(), shapes.keySet());
            assertThat(pairs).containsEntry(blob, PySlowFastNames.of(parameter.name()));
        }
    }

    /** The network that is inferred, each of whose parameters has one tensor of its shape; no tensor is left. */
    private static Architecture mapped(Map<String, List<Integer>> shapes) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, List<Integer>> shape : shapes.entrySet()) {
            tensors.put(shape.getKey(), ShapedTensors.of(shape.getValue()));
        }
        NamedTensors named = NamedTensors.recognised(tensors).orElseThrow();
        Architecture architecture = new NetworkInference(named, Settings.NONE, named.side("head.fc.bias", 0)).network();
        Set<String> left = new LinkedHashSet<>(shapes.keySet());
        for (Parameter parameter : architecture.network().parameters()) {
            String name = named.theirs(parameter.name());
            assertThat(left.remove(name)).as("%s, which is %s here, is there and not yet taken", name, parameter.name())
                .isTrue();
            assertThat(shapes.get(name)).as(name).isEqualTo(theirs(parameter, named.codeBase()));
        }
        left.removeIf(name -> name.endsWith("num_batches_tracked"));
        assertThat(left).isEmpty();
        return architecture;
    }

    /** PaddleVideo's linear layers are transposed, and MMAction2's hidden layer is a linear one. */
    private static List<Integer> theirs(Parameter parameter, CodeBase codeBase) {
        List<Integer> shape = parameter.shape();
        if (codeBase == CodeBase.PADDLEVIDEO && shape.size() == 2) {
            return List.of(shape.get(1), shape.get(0));
        }
        return codeBase == CodeBase.MMACTION2 && parameter.name().equals("fc1.conv.weight") ? shape.subList(0, 2) : shape;
    }

    private static List<Integer> shape(JsonNode sides) {
        List<Integer> shape = new ArrayList<>();
        sides.forEach(side -> shape.add(side.asInt()));
        return shape;
    }
}
