package org.videoaction.model.exchange;

/** What PySlowFast calls the tensors of a network. */
public final class PySlowFastNames {

    private PySlowFastNames() {
    }

    /** @param name ours */
    public static String of(String name) {
        return of(Place.of(name));
    }

    static String of(Place place) {
        String stage = "s" + place.stage();
        String pathway = stage + ".pathway" + place.pathwayIndex();
        String layer = switch (place.kind()) {
            case STEM -> pathway + "_stem." + place.either("bn", place.part().isEmpty() ? "conv" : "conv_xy");
            case BLOCK -> pathway + "_res" + place.block() + "." + part(place.part()) + place.either("_bn", "");
            case NECK -> "head." + (place.part().equals("conv5") ? "conv_5" : "lin_5") + place.either("_bn", "");
            case NONLOCAL -> pathway + "_nonlocal" + place.block() + "." + place.either("", "conv_") + place.part();
            case LATERAL -> stage + "_fuse." + place.either("bn", "conv_f2s");
            case HEAD -> "head.projection";
        };
        return layer + "." + place.leaf();
    }

    private static String part(String part) {
        return switch (part) {
            case "shortcut" -> "branch1";
            case "squeeze" -> "branch2.se.fc1";
            case "excite" -> "branch2.se.fc2";
            default -> "branch2." + part;
        };
    }
}
