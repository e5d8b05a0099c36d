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
            case STEM -> pathway + "_stem." + place.either("bn", "conv");
            case BLOCK -> pathway + "_res" + place.block() + "."
                + (place.part().equals("shortcut") ? "branch1" : "branch2." + place.part()) + place.either("_bn", "");
            case NONLOCAL -> pathway + "_nonlocal" + place.block() + "." + place.either("", "conv_") + place.part();
            case LATERAL -> stage + "_fuse." + place.either("bn", "conv_f2s");
            case HEAD -> "head.projection";
        };
        return layer + "." + place.leaf();
    }
}
