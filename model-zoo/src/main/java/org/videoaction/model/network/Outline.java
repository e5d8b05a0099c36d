package org.videoaction.model.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.videoaction.model.network.Network.Node;

/**
 * What a drawing of a network shows: its pathways stage by stage, as table 1 of the SlowFast paper has them, and where one
 * goes over into the other.
 *
 * @param pathways the Slow pathway first; a single one where there is no other
 * @param joined the stages behind which the Fast pathway's features come to the Slow one
 */
public record Outline(List<Path> pathways, List<String> joined) {

    private static final Pattern STAGE = Pattern.compile("(?:(slow|fast)\\.)?(stem|res\\d)\\.(?:(\\d+)\\.)?.*");
    private static final Pattern JOIN = Pattern.compile("lateral\\.(stem|res\\d)\\.join");
    private static final Pattern NON_LOCAL = Pattern.compile(".*\\.nonlocal\\.attention");

    /**
     * A pathway.
     *
     * @param name "slow", "fast", or nothing where the network has no such pathways
     * @param frames how many frames of the clip it sees
     */
    public record Path(String name, int frames, List<Stage> stages) {}

    /**
     * A stage with the activation that leaves it, {@code channels x frames x height x width} of one clip.
     *
     * @param name "stem", or "res2" to "res5"
     * @param blocks residual blocks, none in the stem
     * @param kernelFrames how many frames its longest convolution covers; 1 where it looks at each frame for itself
     * @param nonLocal how many non-local blocks it has
     */
    public record Stage(String name, int blocks, int kernelFrames, int nonLocal, int channels, int frames, int height,
        int width) {}

    /** Outlines a network for a clip of that size. */
    public static Outline of(Network network, Extent clip) {
        List<ActivationShape> shapes = ActivationShape.of(network, clip);
        Map<String, Map<String, Stage>> pathways = new LinkedHashMap<>();
        Map<String, Integer> frames = new LinkedHashMap<>();
        List<String> joined = new ArrayList<>();
        Set<String> blocks = new HashSet<>();
        for (int i = 0; i < shapes.size(); i++) {
            Node node = network.nodes().get(i);
            Matcher join = JOIN.matcher(node.name());
            Matcher stage = STAGE.matcher(node.name());
            if (join.matches()) {
                joined.add(join.group(1));
            } else if (stage.matches()) {
                String pathway = stage.group(1) == null ? "" : stage.group(1);
                frames.putIfAbsent(pathway, shapes.get(node.inputs().get(0)).size().time());
                boolean newBlock = stage.group(3) != null && blocks.add(pathway + stage.group(2) + "." + stage.group(3));
                pathways.computeIfAbsent(pathway, name -> new LinkedHashMap<>()).merge(stage.group(2),
                    stage(stage.group(2), node, shapes.get(i), newBlock), Outline::behind);
            }
        }
        return new Outline(pathways.entrySet().stream().map(pathway -> new Path(pathway.getKey(),
            frames.get(pathway.getKey()), List.copyOf(pathway.getValue().values()))).toList(), joined);
    }

    private static Stage stage(String name, Node node, ActivationShape shape, boolean newBlock) {
        int kernelFrames = node.layer() instanceof Layer.Convolution conv ? conv.kernel().time() : 1;
        return new Stage(name, newBlock ? 1 : 0, kernelFrames, NON_LOCAL.matcher(node.name()).matches() ? 1 : 0,
            shape.channels(), shape.size().time(), shape.size().height(), shape.size().width());
    }

    /** The stage with one more layer at its end. */
    private static Stage behind(Stage stage, Stage layer) {
        return new Stage(stage.name(), stage.blocks() + layer.blocks(),
            Math.max(stage.kernelFrames(), layer.kernelFrames()), stage.nonLocal() + layer.nonLocal(), layer.channels(),
            layer.frames(), layer.height(), layer.width());
    }
}
