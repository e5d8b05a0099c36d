package org.videoaction.model.torch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.videoaction.model.exchange.MmactionNames;
import org.videoaction.model.exchange.PySlowFastNames;
import org.videoaction.model.exchange.PyTorchVideoNames;
import org.videoaction.model.exchange.VmzNames;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.Extent;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.NonLocal;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Pathway;
import org.videoaction.model.network.R2Plus1d;
import org.videoaction.model.network.Regions;
import org.videoaction.model.network.SinglePathway;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.X3d;

/**
 * A case of the reference data: which network it is here, and what the other code base calls its tensors and layers.
 *
 * @param layers the other code base's name of each intermediate result, with our layer
 */
record ParityCase(Architecture architecture, UnaryOperator<String> names, Map<String, String> layers,
    boolean fastColumnsFirst) {

    /** A result of the other program that has no layer of its own here. */
    static final String NOT_OURS = "";
    private static final int CLASSES = 20;
    private static final int ALL_CLASSES = 400;
    private static final Pattern PYSLOWFAST = Pattern.compile(
        ".*?(?<family>SLOWFAST|SLOW|I3D)(_NLN)?_\\d+x\\d+_R(?<depth>50|101)(?<temporal>(_\\d+)*).*\\.yaml");

    /** @throws IllegalArgumentException when no network of ours is meant */
    static ParityCase of(JsonNode meta) {
        return switch (meta.get("codebase").asText()) {
            case "PySlowFast" -> pySlowFast(meta);
            case "mmaction2" -> meta.get("config").asText().contains("/x3d/") ? mmactionX3d(meta) : mmaction(meta);
            case "pytorchvideo" -> pyTorchVideo(meta);
            case "VMZ" -> vmz(meta);
            default -> throw new IllegalArgumentException("unknown code base " + meta.get("codebase"));
        };
    }

    private static ParityCase pySlowFast(JsonNode meta) {
        String config = meta.get("config").asText();
        JsonNode overrides = meta.get("overrides");
        if (config.contains("X3D")) {
            return pySlowFastX3d(meta);
        }
        int width = overrides.get("WIDTH_PER_GROUP").asInt();
        int classes = width == 64 ? ALL_CLASSES : CLASSES;
        int alpha = meta.get("alpha").asInt();
        Head head = meta.has("boxes") ? Head.detection(config.contains("/c2/") ? Regions.CAFFE2 : Regions.PYSLOWFAST)
            : overrides.get("HEAD_ACT").asText().equals("softmax")
                ? new Head(overrides.get("TRAIN_CROP_SIZE").asInt() / 32) : Head.AVERAGE;
        Matcher name = PYSLOWFAST.matcher(config);
        if (!name.matches()) {
            throw new IllegalArgumentException("no network for PySlowFast's " + config);
        }
        boolean deep = name.group("depth").equals("101");
        Pathway pathway = deep ? new Pathway(101, name.group("temporal").startsWith("_50") ? 6 : 23) : Pathway.of(50);
        NonLocal nonLocal = nonLocal(config, deep, meta.get("note").asText().contains("softmax (scaled"));
        Architecture architecture = switch (name.group("family")) {
            case "SLOWFAST" -> new SlowFast(pathway, pathway, alpha, 8, width, Lateral.convolution(
                deep || config.contains("4x16") || config.contains("NLN") ? 5 : 7, true), FrameRule.LINSPACE, nonLocal, head,
                0, classes);
            case "SLOW" -> new SinglePathway(Pathway.Kind.SLOW, pathway, width, nonLocal, head, 0, classes);
            default -> new SinglePathway(Pathway.Kind.INFLATED, pathway, width, nonLocal, head, 0, classes);
        };
        return new ParityCase(architecture, PySlowFastNames::of, pySlowFastLayers(architecture), false);
    }

    private static ParityCase pySlowFastX3d(JsonNode meta) {
        JsonNode overrides = meta.get("overrides");
        boolean large = meta.get("config").asText().contains("X3D_L");
        boolean windows = overrides.path("HEAD_ACT").asText().equals("softmax");
        Head head = windows ? new Head((overrides.get("TRAIN_CROP_SIZE").asInt() + 31) / 32) : Head.AVERAGE;
        X3d x3d = x3d(overrides.path("DIM_C1").asInt(12), overrides.path("WIDTH_FACTOR").asDouble(2), large,
            overrides.path("DIM_C5").asInt(2048), head, overrides.path("NUM_CLASSES").asInt(ALL_CLASSES));
        Map<String, String> layers = new TreeMap<>(Map.of("s1.pathway0_stem.conv_xy", "stem.space.conv",
            "s1.p0", "stem.relu", "s2.pathway0_res0.branch2.b_bn", "res2.0.b.bn", "s2.pathway0_res0.branch2.se",
            "res2.0.excite", "s2.pathway0_res0.branch2.b_relu", "res2.0.b.swish", "s2.pathway0_res0", "res2.0.relu"));
        for (int stage = 2; stage <= 5; stage++) {
            layers.put("s" + stage + ".p0", lastOfStage(x3d, stage));
        }
        layers.putAll(Map.of("head.conv_5_relu", "conv5.relu", "head.avg_pool", "pool", "head.lin_5_relu", "fc1.relu",
            "head.projection", windows ? NOT_OURS : "head.fc", "output", "head.fc"));
        return new ParityCase(x3d, PySlowFastNames::of, layers, false);
    }

    private static X3d x3d(int base, double width, boolean large, int features, Head head, int classes) {
        X3d plain = X3d.expanded(base, width, large ? 5 : 2.2, 2.25, head, 0, classes);
        return new X3d(plain.stem(), plain.stages(), features, true, X3d.Positions.PROBABILITIES, head, 0, classes);
    }

    private static String lastOfStage(X3d x3d, int stage) {
        return "res" + stage + "." + (x3d.stages().get(stage - 2).blocks() - 1) + ".relu";
    }

    private static ParityCase mmactionX3d(JsonNode meta) {
        boolean thin = meta.get("overrides").has("gamma_w");
        X3d x3d = x3d(thin ? 8 : 12, thin ? 1 : 2, false, 2048, Head.AVERAGE,
            meta.get("overrides").path("num_classes").asInt(ALL_CLASSES));
        Map<String, String> layers = new TreeMap<>(Map.of("backbone.conv1_s", "stem.space.conv", "backbone.conv1_t",
            "stem.relu", "backbone.layer1.0.conv2", "res2.0.b.bn", "backbone.layer1.0.se_module", "res2.0.excite",
            "backbone.layer1.0.swish", "res2.0.b.swish", "backbone.layer1.0", "res2.0.relu"));
        for (int stage = 2; stage <= 5; stage++) {
            layers.put("backbone.layer" + (stage - 1), lastOfStage(x3d, stage));
        }
        layers.putAll(Map.of("backbone.conv5", "conv5.relu", "cls_head.pool", "pool", "cls_head.relu", "fc1.relu", "output",
            "head.fc"));
        return new ParityCase(x3d, MmactionNames.ofExpanded()::of, layers, false);
    }

    private static ParityCase pyTorchVideo(JsonNode meta) {
        String config = meta.get("config").asText();
        JsonNode overrides = meta.get("overrides");
        int classes = overrides.path("model_num_class").asInt(ALL_CLASSES);
        boolean scores = overrides.has("head_activation") && overrides.get("head_activation").isNull();
        Map<String, String> layers = new TreeMap<>(Map.of("blocks.0", "stem.relu", "output", "head.fc"));
        Architecture architecture;
        if (config.contains("r2plus1d")) {
            architecture = new R2Plus1d(R2Plus1d.Form.BOTTLENECK, overrides.path("stem_dim_out").asInt(64),
                scores ? Head.AVERAGE : new Head(2), 0, classes);
            layers.putAll(Map.of("blocks.1.res_blocks.0.branch2.conv_b.conv_t", "res2.0.b.time.conv",
                "blocks.1.res_blocks.0.branch2.conv_b", "res2.0.b.conv", "blocks.5.pool", "pool", "blocks.5.proj",
                scores ? "head.fc" : NOT_OURS));
            for (int stage = 2; stage <= 5; stage++) {
                layers.put("blocks." + (stage - 1), "res" + stage + "." + (blocks(50, stage) - 1) + ".relu");
            }
            return new ParityCase(architecture, PyTorchVideoNames.ofFactorised()::of, layers, false);
        }
        boolean larger = meta.get("name").asText().contains("test");
        X3d x3d = x3d(overrides.path("stem_dim_in").asInt(12), overrides.path("width_factor").asDouble(2),
            config.contains("x3d_l"), overrides.path("head_dim_out").asInt(2048),
            larger ? new Head((overrides.get("input_crop_size").asInt() + 31) / 32) : Head.AVERAGE, classes)
            .with(false, scores ? X3d.Positions.SCORES : X3d.Positions.PROBABILITIES);
        layers.putAll(Map.of("blocks.0.conv.conv_t", "stem.space.conv", "blocks.1.res_blocks.0.branch2.norm_b.0",
            "res2.0.b.bn", "blocks.1.res_blocks.0.branch2.norm_b.1", "res2.0.excite", "blocks.1.res_blocks.0.branch2.act_b",
            "res2.0.b.swish", "blocks.1.res_blocks.0", "res2.0.relu", "blocks.5.pool.pre_act", "conv5.relu",
            "blocks.5.pool.pool", "pool", "blocks.5.pool.post_act", "fc1.relu", "blocks.5.proj",
            larger ? NOT_OURS : "head.fc"));
        for (int stage = 2; stage <= 5; stage++) {
            layers.put("blocks." + (stage - 1), lastOfStage(x3d, stage));
        }
        return new ParityCase(x3d, PyTorchVideoNames.ofExpanded()::of, layers, false);
    }

    private static ParityCase vmz(JsonNode meta) {
        Map<String, String> layers = new TreeMap<>(Map.of("stem", "stem.relu", "layer1.0.conv1.0.0", "res2.0.a.space.conv",
            "layer1.0.conv1", "res2.0.a.relu", "avgpool", "pool", "output", "head.fc"));
        for (int stage = 2; stage <= 5; stage++) {
            layers.put("layer" + (stage - 1), "res" + stage + "." + (blocks(50, stage) - 1) + ".relu");
        }
        return new ParityCase(new R2Plus1d(R2Plus1d.Form.BASIC, 64, Head.AVERAGE, 0, ALL_CLASSES),
            VmzNames.ofFactorised()::of, layers, false);
    }

    /** R50 has five blocks, in res3 and res4; R101 has three in res4, also in the configurations for AVA. */
    private static NonLocal nonLocal(String config, boolean deep, boolean softmax) {
        boolean ava = config.startsWith("AVA") && deep;
        if (!config.contains("NLN") && !ava) {
            return NonLocal.NONE;
        }
        return new NonLocal(deep ? List.of() : List.of(1, 3), deep ? List.of(6, 13, 20) : List.of(1, 3, 5), softmax,
            Extent.of(ava ? 2 : 1, 2), NonLocal.Style.PYSLOWFAST);
    }

    private static Map<String, String> pySlowFastLayers(Architecture architecture) {
        Map<String, String> layers = new TreeMap<>();
        boolean two = architecture instanceof SlowFast;
        int slow = two ? ((SlowFast) architecture).slow().depth() : ((SinglePathway) architecture).pathway().depth();
        layers.put("s1.p0", "slow.stem.pool");
        layers.put("s1.p1", "fast.stem.pool");
        layers.put("s1_fuse.relu", "lateral.stem.relu");
        for (int stage = 2; stage <= 5; stage++) {
            int last = blocks(slow, stage) - 1;
            layers.put("s" + stage + ".p0", lastOfStage(architecture, "slow.res" + stage + "." + last));
            layers.put("s" + stage + ".p1", "fast.res" + stage + "." + last + ".relu");
            layers.put("s" + stage + "_fuse.relu", "lateral.res" + stage + ".relu");
            for (int block = 0; block <= last; block++) {
                layers.put("s" + stage + ".pathway0_nonlocal" + block, "slow.res" + stage + "." + block + ".nonlocal.sum");
            }
        }
        layers.put("head.s0_roi", "slow.pool.regions");
        layers.put("head.s1_roi", "fast.pool.regions");
        layers.put("head", "head.fc");
        layers.put("output", "head.fc");
        return layers;
    }

    private static String lastOfStage(Architecture architecture, String block) {
        String nonLocal = block + ".nonlocal.sum";
        return architecture.network().nodes().stream().anyMatch(node -> node.name().equals(nonLocal)) ? nonLocal
            : block + ".relu";
    }

    private static int blocks(int depth, int stage) {
        int[] blocks = switch (depth) {
            case 50 -> new int[] {3, 4, 6, 3};
            case 101 -> new int[] {3, 4, 23, 3};
            default -> new int[] {3, 8, 36, 3};
        };
        return blocks[stage - 2];
    }

    private static ParityCase mmaction(JsonNode meta) {
        String config = meta.get("config").asText();
        JsonNode args = meta.path("args");
        boolean full = meta.get("name").asText().startsWith("full");
        int width = full ? 64 : meta.path("overrides").path("base_channels").asInt(16);
        int classes = full ? ALL_CLASSES : meta.path("overrides").path("num_classes").asInt(CLASSES);
        if (config.equals("ResNet3dCSN") || config.matches("i[rp]csn r\\d+.*")) {
            boolean mixed = args.path("mode").asText().equals("ip") || config.startsWith("ipcsn");
            Matcher named = Pattern.compile("csn r(\\d+)").matcher(config);
            int depth = args.path("depth").asInt(named.find() ? Integer.parseInt(named.group(1)) : 50);
            Architecture csn = new ChannelSeparated(mixed ? ChannelSeparated.Interaction.PRESERVED
                : ChannelSeparated.Interaction.REDUCED, depth, width, 1e-3, 0, classes);
            return new ParityCase(csn, new MmactionNames(false, true, mixed)::of, mmactionLayers("", "", depth),
                false);
        } else if (config.equals("slowonly_r50")) {
            Architecture slow = new SinglePathway(Pathway.Kind.SLOW, Pathway.of(50), width, NonLocal.NONE, Head.AVERAGE, 0,
                classes);
            return new ParityCase(slow, new MmactionNames(false, false, false)::of, mmactionLayers("slow.", "", 50),
                false);
        } else if (config.equals("slowfast") || config.equals("slowfast_r50 4x16")) {
            int depth = args.path("depth").asInt(50);
            int fastDepth = args.path("fast_depth").asInt(depth);
            Architecture slowFast = new SlowFast(Pathway.of(depth), Pathway.of(fastDepth), args.path("alpha").asInt(8), 8,
                width, Lateral.convolution(args.path("fusion").asInt(5), args.path("lateral_norm").asBoolean()),
                FrameRule.STRIDE, NonLocal.NONE, Head.AVERAGE, 0, classes);
            Map<String, String> layers = mmactionLayers("slow.", "slow_path.", depth);
            layers.putAll(mmactionLayers("fast.", "fast_path.", fastDepth));
            boolean norm = args.path("lateral_norm").asBoolean();
            layers.put("backbone.slow_path.conv1_lateral", "lateral.stem." + (norm ? "relu" : "conv"));
            for (int stage = 2; stage < 5; stage++) {
                layers.put("backbone.slow_path.layer" + (stage - 1) + "_lateral",
                    "lateral.res" + stage + "." + (norm ? "relu" : "conv"));
            }
            return new ParityCase(slowFast, new MmactionNames(true, false, false)::of, layers, true);
        }
        throw new IllegalArgumentException("no network for MMAction2's " + config);
    }

    private static Map<String, String> mmactionLayers(String ours, String theirs, int depth) {
        Map<String, String> layers = new TreeMap<>();
        layers.put("backbone." + theirs + "conv1", ours + "stem.relu");
        layers.put("backbone." + theirs + "maxpool", ours + "stem.pool");
        for (int stage = 2; stage <= 5; stage++) {
            layers.put("backbone." + theirs + "layer" + (stage - 1),
                ours + "res" + stage + "." + (blocks(depth, stage) - 1) + ".relu");
        }
        layers.put("output", "head.fc");
        return layers;
    }

    /** Our result in the form in which the case has it: PySlowFast's detection head ends in the sigmoid. */
    float[] result(float[] values, String name) {
        if (!architecture.head().detects() || !name.equals("output")) {
            return values;
        }
        float[] probabilities = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            probabilities[i] = (float) (1 / (1 + Math.exp(-values[i])));
        }
        return probabilities;
    }

    /** The case's values of a parameter. */
    float[] values(Parameter parameter, long seed) {
        return ordered(GoldenNumbers.parameter(names.apply(parameter.name()), role(parameter), seed), parameter);
    }

    /** MMAction2's hidden layer is a linear one. */
    private Parameter role(Parameter parameter) {
        return names.apply(parameter.name()).equals("cls_head.fc1.weight")
            ? new Parameter(parameter.name(), Parameter.Role.LINEAR_WEIGHT, parameter.shape()) : parameter;
    }

    /** The values of a training case. */
    float[] dampedValues(Parameter parameter, long seed) {
        return ordered(GoldenNumbers.dampedParameter(names.apply(parameter.name()), role(parameter), seed), parameter);
    }

    /** A tensor of the other code base in our order. */
    float[] ordered(float[] values, Parameter parameter) {
        return fastColumnsFirst && parameter.role() == Parameter.Role.LINEAR_WEIGHT ? slowFirst(values, parameter)
            : values;
    }

    /** MMAction2's classifier takes the Fast pathway's features before the Slow one's. */
    private float[] slowFirst(float[] values, Parameter parameter) {
        int columns = parameter.shape().get(1);
        int fast = columns / (((SlowFast) architecture).betaInverse() + 1);
        float[] moved = new float[values.length];
        for (int row = 0; row < parameter.shape().get(0); row++) {
            System.arraycopy(values, row * columns + fast, moved, row * columns, columns - fast);
            System.arraycopy(values, row * columns, moved, row * columns + columns - fast, fast);
        }
        return moved;
    }
}
