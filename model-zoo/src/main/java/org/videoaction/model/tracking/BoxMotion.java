package org.videoaction.model.tracking;

/**
 * Where a box is and where it is going: middle, aspect and height change steadily, and all of them stray the more the higher
 * the box is, with the deviations of ByteTrack's filter.
 */
final class BoxMotion {

    private static final double POSITION = 1.0 / 20;
    private static final double VELOCITY = 1.0 / 160;
    private static final double ASPECT = 1e-2;
    private static final double ASPECT_VELOCITY = 1e-5;
    private static final double ASPECT_MEASURED = 1e-1;

    private final ConstantVelocity x;
    private final ConstantVelocity y;
    private final ConstantVelocity aspect;
    private final ConstantVelocity height;

    BoxMotion(TrackBox box) {
        double position = 2 * POSITION * box.height();
        double velocity = 10 * VELOCITY * box.height();
        this.x = new ConstantVelocity(box.middleX(), position, velocity);
        this.y = new ConstantVelocity(box.middleY(), position, velocity);
        this.aspect = new ConstantVelocity(box.width() / box.height(), ASPECT, ASPECT_VELOCITY);
        this.height = new ConstantVelocity(box.height(), position, velocity);
    }

    /** @param frames of a thirtieth of a second; @param seen whether the box was seen last time: else its height stays */
    void predict(double frames, boolean seen) {
        if (!seen) {
            height.stop();
        }
        double position = POSITION * height.value();
        double velocity = VELOCITY * height.value();
        x.predict(frames, position, velocity);
        y.predict(frames, position, velocity);
        aspect.predict(frames, ASPECT, ASPECT_VELOCITY);
        height.predict(frames, position, velocity);
    }

    void update(TrackBox box) {
        double position = POSITION * height.value();
        x.update(box.middleX(), position);
        y.update(box.middleY(), position);
        aspect.update(box.width() / box.height(), ASPECT_MEASURED);
        height.update(box.height(), position);
    }

    /** Where it is now; of no area where it has shrunk away. */
    TrackBox box() {
        double high = Math.max(0, height.value());
        double wide = Math.max(0, aspect.value()) * high;
        return new TrackBox(x.value() - wide / 2, y.value() - high / 2, x.value() + wide / 2, y.value() + high / 2);
    }
}
