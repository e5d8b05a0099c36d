package org.videoaction.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.videoaction.model.network.Layer.Convolution;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.NetworkBuilder.Activation;

class LayerTest {

    private static final Extent ONE = Extent.of(1, 1);
    /** Each kind of layer, and the visitor's method that is asked of it. */
    private static final Map<Layer, String> LAYERS = Map.ofEntries(Map.entry(new Layer.Input(3), "input"),
        Map.entry(new Layer.Boxes(), "boxes"),
        Map.entry(new Convolution(1, 1, ONE, ONE, ONE.same(), 1, 1, false), "convolution"),
        Map.entry(new Layer.BatchNorm(1, 1e-5, 0.1, false), "batchNorm"), Map.entry(new Layer.Relu(), "relu"),
        Map.entry(new Layer.Swish(), "swish"), Map.entry(new Layer.MaxPool(ONE, ONE, ONE.same()), "maxPool"),
        Map.entry(new Layer.FrameSelection(2, FrameRule.STRIDE), "frameSelection"),
        Map.entry(new Layer.TimeToChannel(2), "timeToChannel"), Map.entry(new Layer.Add(), "add"),
        Map.entry(new Layer.Concatenation(), "concatenation"), Map.entry(new Layer.Attention(1, true), "attention"),
        Map.entry(new Layer.AveragePool(), "averagePool"), Map.entry(new Layer.Squeeze(), "squeeze"),
        Map.entry(new Layer.Excitation(), "excitation"), Map.entry(new Layer.TimePool(), "timePool"),
        Map.entry(new Layer.RegionAlign(7, 16, true), "regionAlign"), Map.entry(new Layer.Largest(), "largest"),
        Map.entry(new Layer.WindowPool(7), "windowPool"), Map.entry(new Layer.Dropout(1, 0.5), "dropout"),
        Map.entry(new Layer.Linear(1, 1), "linear"),
        Map.entry(new Layer.WindowClassifier(1, 1, Labels.ONE), "windowClassifier"));

    @Test
    @SuppressWarnings("unchecked")
    void eachKindOfLayerHasAnAnswerOfItsOwn() {
        assertThat(LAYERS.keySet().stream().map(Object::getClass)).as("all kinds")
            .hasSize(LayerVisitor.class.getMethods().length);
        LayerVisitor<String> names = (LayerVisitor<String>) Proxy.newProxyInstance(LayerVisitor.class.getClassLoader(),
            new Class<?>[] {LayerVisitor.class}, (proxy, method, arguments) -> method.getName());
        LAYERS.forEach((layer, name) -> assertThat(new Node("x", layer, List.of()).accept(names)).isEqualTo(name));
    }

    private static ActivationShape shape(Layer layer, ActivationShape... inputs) {
        return layer.shape(List.of(inputs), new Extent(32, 224, 200));
    }

    private static ActivationShape activation(int channels, int time, int height, int width) {
        return new ActivationShape(channels, new Extent(time, height, width));
    }

    @Test
    void shapesAreThoseOfTheLayersDescriptions() {
        ActivationShape in = activation(6, 8, 14, 12);
        assertThat(shape(new Layer.Input(3))).isEqualTo(activation(3, 32, 224, 200));
        // five values a box
        assertThat(shape(new Layer.Boxes())).isEqualTo(activation(5, 1, 1, 1));
        assertThat(shape(new Layer.TimeToChannel(4), in)).isEqualTo(activation(24, 2, 14, 12));
        assertThat(shape(new Layer.Concatenation(), in, activation(2, 8, 14, 12))).isEqualTo(activation(8, 8, 14, 12));
        assertThat(shape(new Layer.FrameSelection(4, FrameRule.LINSPACE), in)).isEqualTo(activation(6, 2, 14, 12));
        assertThat(shape(new Layer.WindowPool(7), in)).isEqualTo(activation(6, 1, 8, 6));
        assertThat(shape(new Layer.RegionAlign(7, 16, true), in)).isEqualTo(activation(6, 1, 7, 7));
        assertThat(shape(new Layer.TimePool(), in)).isEqualTo(activation(6, 1, 14, 12));
        assertThat(shape(new Layer.Largest(), in)).isEqualTo(activation(6, 1, 1, 1));
        assertThat(shape(new Layer.Linear(6, 10), activation(6, 1, 1, 1))).isEqualTo(activation(10, 1, 1, 1));
        assertThat(shape(new Layer.WindowClassifier(6, 10, Labels.ONE), in)).isEqualTo(activation(10, 1, 1, 1));
        // a reach of 5 with a dilation of 2: (14 + 2 * 2 - 5) / 2 + 1 = 7, (12 + 4 - 5) / 2 + 1 = 6
        assertThat(shape(new Convolution(6, 9, Extent.of(1, 3), Extent.of(1, 2), Extent.of(0, 2), 2, 3, true), in))
            .isEqualTo(activation(9, 8, 7, 6));
    }

    @Test
    void parametersAreThoseOfEachLayersKind() {
        assertThat(new Convolution(6, 9, Extent.of(1, 3), ONE, ONE.same(), 1, 3, true).parameters("c"))
            .extracting(Parameter::name, Parameter::shape).containsExactly(
                tuple("c.weight", List.of(9, 2, 1, 3, 3)),
                tuple("c.bias", List.of(9)));
        assertThat(new Layer.BatchNorm(4, 1e-5, 0.1, true).parameters("n")).extracting(Parameter::role).startsWith(
            Parameter.Role.ZERO_GAMMA);
        assertThat(new Layer.BatchNorm(4, 1e-5, 0.1, false).parameters("n")).extracting(Parameter::role).startsWith(
            Parameter.Role.GAMMA);
    }

    @Test
    void withoutARateThereIsNoDropout() {
        NetworkBuilder layers = new NetworkBuilder(1e-5);
        Activation in = layers.input(3);
        assertThat(layers.dropout("none", in, 0)).isEqualTo(in);
        assertThat(layers.dropout("half", in, 0.5)).isNotEqualTo(in);
    }

    @Test
    void aNetworkSaysWhatItGivesAndTakes() {
        SinglePathway slow = new SinglePathway(Pathway.Kind.SLOW, Pathway.of(50), 4, NonLocal.NONE, Head.AVERAGE, 0.5, 2);
        assertThat(slow.network().givesProbabilities()).isFalse();
        assertThat(slow.network().detects()).isFalse();
        assertThat(slow.with(new Head(1), 2).network().givesProbabilities()).isTrue();
        assertThat(slow.with(Head.detection(Regions.MMACTION2), 2).network().detects()).isTrue();
    }
}
