package org.videoaction.model.exchange;

/** What PyTorchVideo calls the tensors of a network. */
public final class PyTorchVideoNames {

    /** The classifier of a detection network. */
    static final String DETECTION_HEAD = "detection_head.proj";

    /** Of which layers blocks are made. */
    private enum Blocks {
        PLAIN,
        EXPANDED,
        FACTORISED
    }

    private final boolean twoPathways;
    private final boolean detection;
    private final Blocks blocks;

    private PyTorchVideoNames(boolean twoPathways, boolean detection, Blocks blocks) {
        this.twoPathways = twoPathways;
        this.detection = detection;
        this.blocks = blocks;
    }

    /**
     * @param twoPathways whether it is a SlowFast network
     * @param detection whether it is one for detection, whose classifier stands beside the network
     */
    PyTorchVideoNames(boolean twoPathways, boolean detection) {
        this(twoPathways, detection, Blocks.PLAIN);
    }

    /** Of an X3D. */
    public static PyTorchVideoNames ofExpanded() {
        return new PyTorchVideoNames(false, false, Blocks.EXPANDED);
    }

    /** Of an R(2+1)D. */
    public static PyTorchVideoNames ofFactorised() {
        return new PyTorchVideoNames(false, false, Blocks.FACTORISED);
    }

    /** @param name ours */
    public String of(String name) {
        Place place = Place.of(name);
        String stage = (detection ? "model." : "") + "blocks." + (place.stage() - 1) + ".";
        String pathway = stage + (twoPathways ? "multipathway_blocks." + place.pathwayIndex() + "." : "");
        String kind = place.either("norm", "conv");
        String layer = switch (place.kind()) {
            case STEM -> pathway + stem(place);
            case BLOCK -> pathway + "res_blocks." + place.block() + "."
                + (place.part().equals("shortcut") ? "branch1_" + kind : "branch2." + part(place, kind));
            case NECK -> "blocks.5.pool." + (place.part().equals("conv5") ? "pre_" : "post_") + kind;
            case NONLOCAL -> pathway + "res_blocks." + place.block() + ".nonlocal." + place.part();
            case LATERAL -> stage + "multipathway_fusion." + place.either("norm", "conv_fast_to_slow");
            case HEAD -> detection ? DETECTION_HEAD : "blocks." + (twoPathways ? 6 : 5) + ".proj";
        };
        return layer + "." + place.leaf();
    }

    /** In its X3D, conv_t is the convolution over space and conv_xy that over time. */
    private String stem(Place place) {
        return place.either("norm", blocks != Blocks.EXPANDED ? "conv"
            : place.part().equals("space") ? "conv.conv_t" : "conv.conv_xy");
    }

    private String part(Place place, String kind) {
        return switch (place.part()) {
            case "squeeze" -> "norm_b.1.block.0";
            case "excite" -> "norm_b.1.block.2";
            case "b.time" -> "conv_b." + place.either("norm", "conv_t");
            case "b" -> place.norm() ? blocks == Blocks.EXPANDED ? "norm_b.0" : "norm_b"
                : blocks == Blocks.FACTORISED ? "conv_b.conv_xy" : "conv_b";
            default -> kind + "_" + place.part();
        };
    }
}
