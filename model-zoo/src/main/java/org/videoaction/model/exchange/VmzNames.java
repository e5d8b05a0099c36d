package org.videoaction.model.exchange;

/** What VMZ's PyTorch code calls the tensors of a CSN: torchvision's names, with the layers numbered. */
final class VmzNames {

    private final boolean mixed;

    /** @param mixed whether it is an ip-CSN */
    VmzNames(boolean mixed) {
        this.mixed = mixed;
    }

    /** @param name ours */
    String of(String name) {
        Place place = Place.of(name);
        String index = place.either("1", "0");
        String layer = switch (place.kind()) {
            case STEM -> "stem." + index;
            case BLOCK -> "layer" + (place.stage() - 1) + "." + place.block() + "." + part(place.part(), place.norm());
            case HEAD -> "fc";
            case NONLOCAL, LATERAL -> "none";
        };
        return layer + "." + place.leaf();
    }

    private String part(String part, boolean norm) {
        int index = norm ? 1 : 0;
        return switch (part) {
            case "a" -> "conv1." + index;
            case "mix" -> "conv2.0." + index;
            case "b" -> norm ? "conv2.1" : mixed ? "conv2.0.2" : "conv2.0";
            case "c" -> "conv3." + index;
            default -> "downsample." + index;
        };
    }
}
