package org.videoaction.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.ChannelSeparated.Interaction;
import org.videoaction.model.network.Extent;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.NonLocal;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Pathway;
import org.videoaction.model.network.R2Plus1d;
import org.videoaction.model.network.Regions;
import org.videoaction.model.network.SinglePathway;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;
import org.videoaction.model.network.X3d;

/** Thin networks of every family and option, for clips of 16 x 64 x 64. */
public final class TestNetworks {

    private static final int CLASSES = 5;
    private static final NonLocal DOT_PRODUCT = new NonLocal(List.of(1, 3), List.of(1, 3, 5), false, Extent.of(1, 2),
        NonLocal.Style.PYSLOWFAST);
    private static final NonLocal SOFTMAX = new NonLocal(List.of(1, 3), List.of(1, 3, 5), true, Extent.of(2, 2),
        NonLocal.Style.MMACTION2);
    /** As many positions as a crop of 32 gives. */
    private static final Head WINDOWS = new Head(1);

    private TestNetworks() {
    }

    /** Finite weights that are too large: what the network computes is not finite. */
    public static Weights overflowing(Weights weights) {
        Map<String, float[]> values = new LinkedHashMap<>(weights.values());
        values.replaceAll((name, numbers) -> name.endsWith("conv.weight") ? times(1e6f, numbers) : numbers);
        return new Weights(values);
    }

    private static float[] times(float factor, float[] numbers) {
        float[] product = numbers.clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= factor;
        }
        return product;
    }

    /** By names that say what is special. */
    public static Map<String, Architecture> all() {
        Map<String, Architecture> networks = new LinkedHashMap<>();
        networks.put("SlowFast, frames by linspace",
            slowFast(Lateral.convolution(5, true), FrameRule.LINSPACE, NonLocal.NONE, Head.AVERAGE));
        networks.put("SlowFast, strided frames, lateral without norm",
            slowFast(Lateral.convolution(7, false), FrameRule.STRIDE, NonLocal.NONE, Head.AVERAGE));
        for (Lateral.Kind kind : Lateral.Kind.values()) {
            networks.put("SlowFast, lateral " + kind,
                slowFast(new Lateral(kind, 5, true), FrameRule.STRIDE, NonLocal.NONE, Head.AVERAGE));
        }
        networks.put("SlowFast, test head",
            slowFast(Lateral.convolution(5, true), FrameRule.LINSPACE, NonLocal.NONE, WINDOWS));
        networks.put("SlowFast, non-local",
            slowFast(Lateral.convolution(5, true), FrameRule.LINSPACE, DOT_PRODUCT, Head.AVERAGE));
        networks.put("Slow-only", slow(NonLocal.NONE, Head.AVERAGE));
        networks.put("Slow-only, test head", slow(NonLocal.NONE, WINDOWS));
        networks.put("Slow-only, non-local with softmax", slow(SOFTMAX, Head.AVERAGE));
        networks.put("Fast-only",
            new SinglePathway(Pathway.Kind.FAST, Pathway.of(50), 4, NonLocal.NONE, Head.AVERAGE, 0.5, CLASSES));
        networks.put("I3D",
            new SinglePathway(Pathway.Kind.INFLATED, Pathway.of(50), 4, NonLocal.NONE, Head.AVERAGE, 0.5, CLASSES));
        networks.put("SlowFast, several labels",
            slowFast(Lateral.convolution(5, true), FrameRule.LINSPACE, NonLocal.NONE, Head.MULTI_LABEL));
        networks.put("ir-CSN", new ChannelSeparated(Interaction.REDUCED, 50, 4, 1e-3, 0.5, CLASSES));
        networks.put("ip-CSN", new ChannelSeparated(Interaction.PRESERVED, 50, 4, 1e-5, 0.5, CLASSES));
        networks.put("X3D", x3d(Head.AVERAGE));
        networks.put("X3D, test head", x3d(WINDOWS));
        networks.put("X3D, mean of scores", x3d(WINDOWS).with(false, X3d.Positions.SCORES));
        networks.put("R(2+1)D of bottlenecks", new R2Plus1d(R2Plus1d.Form.BOTTLENECK, 4, Head.AVERAGE, 0.5, CLASSES));
        networks.put("R(2+1)D of basic blocks", new R2Plus1d(R2Plus1d.Form.BASIC, 4, Head.AVERAGE, 0, CLASSES));
        return networks;
    }

    private static X3d x3d(Head head) {
        X3d plain = X3d.expanded(4, 2, 1, 2.25, head, 0.5, CLASSES);
        return new X3d(plain.stem(), plain.stages(), 16, true, X3d.Positions.PROBABILITIES, head, 0.5, CLASSES);
    }

    /** Those that take boxes. */
    public static Map<String, Architecture> detecting() {
        Map<String, Architecture> networks = new LinkedHashMap<>();
        networks.put("SlowFast, detection",
            slowFast(Lateral.convolution(5, true), FrameRule.LINSPACE, NonLocal.NONE, Head.detection(Regions.CAFFE2)));
        networks.put("Slow-only, detection", slow(SOFTMAX, Head.detection(Regions.MMACTION2)));
        return networks;
    }

    private static Architecture slowFast(Lateral lateral, FrameRule rule, NonLocal nonLocal, Head head) {
        return new SlowFast(Pathway.of(50), Pathway.of(50), 4, 4, 8, lateral, rule, nonLocal, head, 0.5, CLASSES);
    }

    private static Architecture slow(NonLocal nonLocal, Head head) {
        return new SinglePathway(Pathway.Kind.SLOW, Pathway.of(50), 8, nonLocal, head, 0.5, CLASSES);
    }

    /** Weights as after training: nothing is zero or one, and activations keep their size. */
    public static Weights weights(Network network) {
        Random random = new Random(17);
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            float[] tensor = new float[Math.toIntExact(parameter.size())];
            double fanIn = (double) tensor.length / parameter.shape().get(0);
            // products of positions grow fast
            double gain = parameter.name().contains("nonlocal") ? 0.1 : 1.5;
            for (int i = 0; i < tensor.length; i++) {
                double normal = random.nextGaussian();
                tensor[i] = (float) switch (parameter.role()) {
                    case CONVOLUTION_WEIGHT -> normal * Math.sqrt(gain / fanIn);
                    case LINEAR_WEIGHT -> normal * Math.sqrt(1 / fanIn);
                    case GAMMA, ZERO_GAMMA -> 0.7 + 0.1 * normal;
                    case RUNNING_VARIANCE -> 0.8 + 0.4 * random.nextDouble();
                    case BETA, RUNNING_MEAN, LINEAR_BIAS, CONVOLUTION_BIAS -> 0.2 * normal;
                };
            }
            values.put(parameter.name(), tensor);
        }
        return new Weights(values);
    }

    /** Normalised clips of noise. */
    public static float[] clips(int count, int frames, int side) {
        Random random = new Random(count);
        float[] values = new float[count * 3 * frames * side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
