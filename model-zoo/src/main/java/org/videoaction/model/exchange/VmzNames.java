package org.videoaction.model.exchange;

/** What VMZ's PyTorch code calls the tensors of a CSN or R(2+1)D: torchvision's names, with the layers numbered. */
public final class VmzNames {

    private final boolean mixed;
    private final boolean factorised;

    private VmzNames(boolean mixed, boolean factorised) {
        this.mixed = mixed;
        this.factorised = factorised;
    }

    /** @param mixed whether it is an ip-CSN */
    VmzNames(boolean mixed) {
        this(mixed, false);
    }

    /** Of an R(2+1)D. */
    public static VmzNames ofFactorised() {
        return new VmzNames(false, true);
    }

    /** @param name ours */
    public String of(String name) {
        Place place = Place.of(name);
        String index = place.either("1", "0");
        String layer = switch (place.kind()) {
            case STEM -> "stem." + (factorised ? place.part().equals("space") ? index : place.either("4", "3") : index);
            case BLOCK -> "layer" + (place.stage() - 1) + "." + place.block() + "." + part(place.part(), place.norm());
            case HEAD -> "fc";
            case NECK, NONLOCAL, LATERAL -> "none";
        };
        return layer + "." + place.leaf();
    }

    private String part(String part, boolean norm) {
        int index = norm ? 1 : 0;
        return switch (part) {
            case "a.space" -> "conv1.0." + index;
            case "b.space" -> "conv2.0." + index;
            case "a" -> factorised ? norm ? "conv1.1" : "conv1.0.3" : "conv1." + index;
            case "mix" -> "conv2.0." + index;
            case "b" -> norm ? "conv2.1" : factorised ? "conv2.0.3" : mixed ? "conv2.0.2" : "conv2.0";
            case "c" -> "conv3." + index;
            default -> "downsample." + index;
        };
    }
}
