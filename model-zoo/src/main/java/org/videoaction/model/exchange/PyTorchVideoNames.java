package org.videoaction.model.exchange;

/** What PyTorchVideo calls the tensors of a network. */
final class PyTorchVideoNames {

    /** The classifier of a detection network. */
    static final String DETECTION_HEAD = "detection_head.proj";

    private final boolean twoPathways;
    private final boolean detection;

    /**
     * @param twoPathways whether it is a SlowFast network
     * @param detection whether it is one for detection, whose classifier stands beside the network
     */
    PyTorchVideoNames(boolean twoPathways, boolean detection) {
        this.twoPathways = twoPathways;
        this.detection = detection;
    }

    /** @param name ours */
    String of(String name) {
        Place place = Place.of(name);
        String stage = (detection ? "model." : "") + "blocks." + (place.stage() - 1) + ".";
        String pathway = stage + (twoPathways ? "multipathway_blocks." + place.pathwayIndex() + "." : "");
        String kind = place.either("norm", "conv");
        String layer = switch (place.kind()) {
            case STEM -> pathway + kind;
            case BLOCK -> pathway + "res_blocks." + place.block() + "."
                + (place.part().equals("shortcut") ? "branch1_" + kind : "branch2." + kind + "_" + place.part());
            case NONLOCAL -> pathway + "res_blocks." + place.block() + ".nonlocal." + place.part();
            case LATERAL -> stage + "multipathway_fusion." + place.either("norm", "conv_fast_to_slow");
            case HEAD -> detection ? DETECTION_HEAD : "blocks." + (twoPathways ? 6 : 5) + ".proj";
        };
        return layer + "." + place.leaf();
    }
}
