package org.videoaction.model.insight;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;

/**
 * A stage of a network, at whose end evidence can be looked for.
 *
 * @param name stem, res2 to res5; X3D has conv5 behind them
 * @param paths one, or of a SlowFast network the Slow and then the Fast pathway
 */
public record Stage(String name, List<Path> paths) {

    private static final Pattern NAME = Pattern.compile("(?:(slow|fast)\\.)?(stem|res\\d|conv\\d)\\..*");

    /**
     * A pathway in a stage.
     *
     * @param name slow or fast, or nothing where a network has one pathway
     * @param layer the index of its last layer in the stage
     * @param frames chooses those that the pathway sees, null for all
     */
    public record Path(String name, int layer, Layer.FrameSelection frames) {

        /** The frames of a clip that the pathway sees. */
        int[] seen(int clipFrames) {
            return frames == null ? IntStream.range(0, clipFrames).toArray()
                : frames.rule().indices(clipFrames, frames.step());
        }
    }

    public Stage {
        paths = List.copyOf(paths);
    }

    /** The stages of a network, in their order. */
    public static List<Stage> of(Network network) {
        Map<String, Map<String, Integer>> last = new LinkedHashMap<>();
        for (int i = 0; i < network.nodes().size(); i++) {
            Matcher name = NAME.matcher(network.nodes().get(i).name());
            if (name.matches()) {
                last.computeIfAbsent(name.group(2), stage -> new LinkedHashMap<>())
                    .put(name.group(1) == null ? "" : name.group(1), i);
            }
        }
        List<Stage> stages = new ArrayList<>();
        last.forEach((name, layers) -> {
            List<Path> paths = new ArrayList<>();
            layers.forEach((path, layer) -> paths.add(layers.size() == 1 ? new Path("", layer, null)
                : new Path(path, layer, selection(network, path))));
            stages.add(new Stage(name, paths));
        });
        return stages;
    }

    private static Layer.FrameSelection selection(Network network, String path) {
        return network.nodes().stream().filter(node -> node.name().equals(path + ".frames")).map(Node::layer)
            .map(Layer.FrameSelection.class::cast).findFirst().orElse(null);
    }

    /**
     * A stage of a network by its name.
     *
     * @param name empty for the last one
     * @throws IllegalArgumentException when it has none of that name; the message lists the names
     */
    public static Stage of(Network network, String name) {
        List<Stage> stages = of(network);
        if (name.isEmpty()) {
            return stages.get(stages.size() - 1);
        }
        return stages.stream().filter(stage -> stage.name().equals(name)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("The network has no stage " + name + "; it has "
                + String.join(", ", stages.stream().map(Stage::name).toList()) + "."));
    }
}
