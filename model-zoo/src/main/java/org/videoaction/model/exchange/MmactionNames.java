package org.videoaction.model.exchange;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What MMAction2 calls the tensors of a network. */
public final class MmactionNames {

    private static final Pattern BLOCK =
        Pattern.compile("(slow\\.|fast\\.|)res(\\d)\\.(\\d+)\\.(a|b|c|mix|shortcut)\\.(conv|bn)\\.(\\w+)");
    private static final Pattern STEM = Pattern.compile("(slow\\.|fast\\.|)stem\\.(conv|bn)\\.(\\w+)");
    private static final Pattern LATERAL = Pattern.compile("lateral\\.(stem|res\\d)\\.(conv|bn)\\.(\\w+)");

    private final boolean twoPathways;
    private final boolean channelSeparated;
    private final boolean mixed;

    /**
     * @param twoPathways whether it is a SlowFast network
     * @param channelSeparated whether it is a CSN
     * @param mixed whether it is an ip-CSN
     */
    public MmactionNames(boolean twoPathways, boolean channelSeparated, boolean mixed) {
        this.twoPathways = twoPathways;
        this.channelSeparated = channelSeparated;
        this.mixed = mixed;
    }

    public String of(String name) {
        Matcher m = BLOCK.matcher(name);
        if (m.matches()) {
            return "backbone." + pathway(m.group(1)) + "layer" + (Integer.parseInt(m.group(2)) - 1) + "." + m.group(3)
                + "." + part(m.group(4)) + "." + m.group(5) + "." + m.group(6);
        }
        m = STEM.matcher(name);
        if (m.matches()) {
            return "backbone." + pathway(m.group(1)) + "conv1." + m.group(2) + "." + m.group(3);
        }
        m = LATERAL.matcher(name);
        if (m.matches()) {
            String after = m.group(1).equals("stem") ? "conv1" : "layer" + (m.group(1).charAt(3) - '1');
            return "backbone.slow_path." + after + "_lateral." + m.group(2) + "." + m.group(3);
        }
        return name.replace("head.fc", "cls_head.fc_cls");
    }

    private String pathway(String prefix) {
        return twoPathways ? prefix.replace(".", "_path.") : "";
    }

    private String part(String part) {
        return switch (part) {
            case "a" -> "conv1";
            case "mix" -> "conv2.0";
            case "b" -> channelSeparated ? mixed ? "conv2.1" : "conv2.0" : "conv2";
            case "c" -> "conv3";
            default -> "downsample";
        };
    }
}
