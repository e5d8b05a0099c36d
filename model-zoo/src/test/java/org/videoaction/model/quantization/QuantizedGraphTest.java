package org.videoaction.model.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.BatchNormFolding;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.Network;

class QuantizedGraphTest {

    private static QuantizedGraph graph(Architecture architecture, String... exact) {
        Network network = architecture.network();
        return new QuantizedGraph(BatchNormFolding.of(network, TestNetworks.weights(network)).network(), List.of(exact));
    }

    private static List<String> exact(QuantizedGraph graph) {
        List<Network.Node> nodes = graph.network().nodes();
        return IntStream.range(0, nodes.size())
            .filter(i -> nodes.get(i).layer() instanceof Layer.Convolution && !graph.computesInBytes(i))
            .mapToObj(i -> nodes.get(i).name()).toList();
    }

    private static int index(QuantizedGraph graph, String name) {
        return graph.network().nodes().stream().map(Network.Node::name).toList().indexOf(name);
    }

    @Test
    void ofSlowFastOnlyTheFirstConvolutionsStayInFloats() {
        QuantizedGraph graph = graph(ModelZoo.entry("slowfast-8x8-r50").architecture(8, 5));
        assertThat(exact(graph)).containsExactly("slow.stem.conv", "fast.stem.conv");
    }

    @Test
    void csnsDepthwiseConvolutionsOverSpaceAndTimeStayInFloats() {
        QuantizedGraph graph = graph(TestNetworks.all().get("ir-CSN"));
        assertThat(exact(graph)).hasSize(17).allMatch(name -> name.equals("stem.conv") || name.endsWith(".b.conv"));
    }

    @Test
    void squeezePartsStayInFloats() {
        assertThat(exact(graph(TestNetworks.all().get("X3D")))).contains("stem.space.conv", "res2.0.squeeze.conv",
            "res2.0.excite.conv", "fc1.conv").noneMatch(name -> name.endsWith("a.conv") || name.endsWith("c.conv"));
    }

    @Test
    void aResidualSumIsPartOfItsConvolution() {
        QuantizedGraph graph = graph(ModelZoo.entry("slowfast-8x8-r50").architecture(8, 5));
        QuantizedGraph.Step step = graph.step(index(graph, "slow.res2.1.relu"));
        assertThat(step).isEqualTo(new QuantizedGraph.Step(index(graph, "slow.res2.1.c.conv"), true,
            index(graph, "slow.res2.1.sum"), index(graph, "slow.res2.0.relu")));
    }

    @Test
    void whatIsPutTogetherHasOneRange() {
        QuantizedGraph graph = graph(ModelZoo.entry("slowfast-8x8-r50").architecture(8, 5));
        Map<String, Range> ranges = graph.ranged().stream().map(node -> graph.network().nodes().get(node).name())
            .collect(Collectors.toMap(name -> name, name -> new Range(0, name.startsWith("lateral.res2") ? 7 : 3)));
        for (String name : List.of("slow.res2.2.relu", "lateral.res2.join")) {
            assertThat(graph.range(index(graph, name), ranges)).isEqualTo(new Range(0, 7));
        }
        assertThat(graph.range(index(graph, "fast.res2.2.relu"), ranges)).isEqualTo(new Range(0, 3));
    }

    @Test
    void layersOfOnesChoiceStayInFloats() {
        QuantizedGraph graph = graph(ModelZoo.entry("slowfast-8x8-r50").architecture(8, 5), "slow.res5.2.c.conv");
        assertThat(exact(graph)).contains("slow.res5.2.c.conv");
        assertThat(graph.step(index(graph, "slow.res5.2.relu"))).isNull();
        assertThatThrownBy(() -> graph(ModelZoo.entry("slowfast-8x8-r50").architecture(8, 5), "res9"))
            .hasMessageContaining("no convolution \"res9\"");
    }

    @Test
    void theQuantizationOfAnotherNetworkIsRefused() {
        QuantizedGraph graph = graph(TestNetworks.all().get("ir-CSN"));
        assertThatThrownBy(() -> new Quantization(List.of(), Map.of()).graph(graph.network()))
            .hasMessageContaining("another network").hasMessageContaining("stem.pool");
    }
}
