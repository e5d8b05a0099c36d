package org.videoaction.model.exchange;

/** What PaddleVideo calls the tensors of a SlowFast network. */
final class PaddleVideoNames {

    private PaddleVideoNames() {
    }

    /** @param name ours */
    static String of(String name) {
        Place place = Place.of(name);
        String leaf = switch (place.leaf()) {
            case "running_mean" -> "_mean";
            case "running_var" -> "_variance";
            default -> place.leaf();
        };
        String theirs = PySlowFastNames.of(new Place(place.kind(), place.pathway(), place.stage(), place.block(),
            place.part(), place.norm(), leaf));
        return switch (place.kind()) {
            case HEAD, NECK -> theirs;
            case STEM, LATERAL -> "backbone." + theirs.replaceFirst("\\.(bn|conv|conv_f2s)\\.", "._$1.");
            case BLOCK, NONLOCAL -> "backbone." + theirs;
        };
    }
}
