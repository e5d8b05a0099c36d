package org.videoaction.data.sampling;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A box round somebody, in shares of the width and height of a frame or of a clip, from its upper left corner.
 *
 * @param x1 the left edge
 * @param y1 the upper edge
 * @param x2 the right edge, beyond {@code x1}
 * @param y2 the lower edge, beyond {@code y1}
 */
public record RelativeBox(double x1, double y1, double x2, double y2) {

    public RelativeBox {
        if (!(x1 < x2 && y1 < y2) || Double.isInfinite(x2 - x1) || Double.isInfinite(y2 - y1)) {
            throw new IllegalArgumentException("A box from " + x1 + ", " + y1 + " to " + x2 + ", " + y2 + " has no area.");
        }
    }

    /**
     * What a crop of the frame shows of the box, in shares of the crop. As in SSD (Liu et al., 2016, section 2.2) a box is
     * cut off at the crop's edges, and lost where its middle lies outside.
     */
    public Optional<RelativeBox> within(Crop crop) {
        double left = (x1 * crop.scaled().width() - crop.x()) / crop.width();
        double right = (x2 * crop.scaled().width() - crop.x()) / crop.width();
        double top = (y1 * crop.scaled().height() - crop.y()) / crop.height();
        double bottom = (y2 * crop.scaled().height() - crop.y()) / crop.height();
        if (isOutside((left + right) / 2) || isOutside((top + bottom) / 2)) {
            return Optional.empty();
        }
        double from = Math.max(0, left);
        double to = Math.min(1, right);
        return Optional.of(new RelativeBox(crop.flipped() ? 1 - to : from, Math.max(0, top), crop.flipped() ? 1 - from : to,
            Math.min(1, bottom)));
    }

    private static boolean isOutside(double middle) {
        return middle < 0 || middle > 1;
    }

    /**
     * The box with each edge moved by chance.
     *
     * @param share how far an edge moves at most, as a share of the box's side, below 0.5
     */
    public RelativeBox jittered(double share, RandomGenerator random) {
        double wide = share * (x2 - x1);
        double high = share * (y2 - y1);
        return new RelativeBox(x1 + moved(wide, random), y1 + moved(high, random), x2 + moved(wide, random),
            y2 + moved(high, random));
    }

    private static double moved(double most, RandomGenerator random) {
        return most * (2 * random.nextDouble() - 1);
    }
}
