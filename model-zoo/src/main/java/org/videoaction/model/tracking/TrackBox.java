package org.videoaction.model.tracking;

/** A box by its edges, in any unit that is the same in both directions; the lower edge has the larger {@code y}. */
public record TrackBox(double x1, double y1, double x2, double y2) {

    public double width() {
        return x2 - x1;
    }

    public double height() {
        return y2 - y1;
    }

    double middleX() {
        return (x1 + x2) / 2;
    }

    double middleY() {
        return (y1 + y2) / 2;
    }

    /** The area that two boxes share by the area that they cover together, from 0 to 1. */
    public double overlap(TrackBox other) {
        double wide = Math.max(0, Math.min(x2, other.x2) - Math.max(x1, other.x1));
        double high = Math.max(0, Math.min(y2, other.y2) - Math.max(y1, other.y1));
        double shared = wide * high;
        return shared == 0 ? 0 : shared / (width() * height() + other.width() * other.height() - shared);
    }

    /** The box with a share of its sides more on each side. */
    TrackBox grown(double share) {
        double wide = share * width();
        double high = share * height();
        return new TrackBox(x1 - wide, y1 - high, x2 + wide, y2 + high);
    }

    /** The box at a share of the way to another one. */
    public TrackBox towards(TrackBox other, double share) {
        return new TrackBox(x1 + share * (other.x1 - x1), y1 + share * (other.y1 - y1), x2 + share * (other.x2 - x2),
            y2 + share * (other.y2 - y2));
    }
}
