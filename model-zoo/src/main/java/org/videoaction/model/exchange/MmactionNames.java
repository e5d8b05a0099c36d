package org.videoaction.model.exchange;

/** What MMAction2 calls the tensors of a network. */
public final class MmactionNames {

    /** The classifier of a detection network. */
    static final String DETECTION_HEAD = "roi_head.bbox_head.fc_cls";

    private final boolean twoPathways;
    private final boolean detection;
    private final boolean channelSeparated;
    private final boolean mixed;
    private final boolean expanded;

    /** A SlowFast or Slow-only network. */
    static MmactionNames ofPathways(boolean two, boolean detection) {
        return new MmactionNames(two, detection, false, false, false);
    }

    /** Of an X3D. */
    public static MmactionNames ofExpanded() {
        return new MmactionNames(false, false, false, false, true);
    }

    /**
     * Of a network that recognises whole clips.
     *
     * @param twoPathways whether it is a SlowFast network
     * @param channelSeparated whether it is a CSN
     * @param mixed whether it is an ip-CSN
     */
    public MmactionNames(boolean twoPathways, boolean channelSeparated, boolean mixed) {
        this(twoPathways, false, channelSeparated, mixed, false);
    }

    private MmactionNames(boolean twoPathways, boolean detection, boolean channelSeparated, boolean mixed,
        boolean expanded) {
        this.twoPathways = twoPathways;
        this.detection = detection;
        this.channelSeparated = channelSeparated;
        this.mixed = mixed;
        this.expanded = expanded;
    }

    /** @param name ours */
    public String of(String name) {
        Place place = Place.of(name);
        String pathway = "backbone." + (twoPathways ? place.pathway() + "_path." : "");
        String kind = place.either("bn", "conv");
        String layer = switch (place.kind()) {
            case STEM -> pathway + stem(place) + "." + kind;
            case BLOCK -> pathway + stage(place) + "." + place.block() + "." + part(place.part(), kind);
            case NONLOCAL -> pathway + stage(place) + "." + place.block() + ".non_local_block." + nonLocalPart(place.part());
            case LATERAL -> "backbone.slow_path." + stage(place) + "_lateral." + kind;
            case NECK -> place.part().equals("conv5") ? "backbone.conv5." + kind : "cls_head.fc1";
            case HEAD -> expanded ? "cls_head.fc2" : detection ? DETECTION_HEAD : "cls_head.fc_cls";
        };
        return layer + "." + place.leaf();
    }

    private String stem(Place place) {
        return expanded ? place.part().equals("space") ? "conv1_s" : "conv1_t" : "conv1";
    }

    private static String stage(Place place) {
        return place.stage() == 1 ? "conv1" : "layer" + (place.stage() - 1);
    }

    private String part(String part, String kind) {
        return switch (part) {
            case "a" -> "conv1." + kind;
            case "mix" -> "conv2.0." + kind;
            case "b" -> (channelSeparated ? mixed ? "conv2.1." : "conv2.0." : "conv2.") + kind;
            case "c" -> "conv3." + kind;
            case "squeeze" -> "se_module.fc1";
            case "excite" -> "se_module.fc2";
            default -> "downsample." + kind;
        };
    }

    /** phi and g are followed by a pool, which makes them the first of two. */
    private static String nonLocalPart(String part) {
        return switch (part) {
            case "phi", "g" -> part + ".0.conv";
            case "out" -> "conv_out.conv";
            case "bn" -> "conv_out.bn";
            default -> part + ".conv";
        };
    }
}
