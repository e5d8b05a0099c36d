package org.videoaction.generated;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.util.Locale;
import java.util.Random;

/**
 * A ball where its video starts, in a square from whose one side it comes back when it leaves on the other.
 *
 * @param speed pixels a frame
 */
record Ball(Action action, double x, double y, double speed) {

    /** Pixels of a side of the square. */
    static final int SIDE = 48;
    private static final int RADIUS = 8;

    /** What a ball does; its color tells which one it is. */
    enum Action {
        RISE(new Color(230, 60, 50), 0, -1),
        FALL(new Color(60, 90, 240), 0, 1),
        GO_LEFT(new Color(70, 210, 80), -1, 0),
        GO_RIGHT(new Color(240, 220, 60), 1, 0),
        REST(new Color(220, 80, 220), 0, 0);

        private final Color color;
        private final int right;
        private final int down;

        Action(Color color, int right, int down) {
            this.color = color;
            this.right = right;
            this.down = down;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        String code() {
            return String.format(Locale.ROOT, "c%03d", ordinal());
        }
    }

    /** Somewhere, at any speed from 1 to 3 pixels a frame. */
    static Ball random(Action action, Random random) {
        return new Ball(action, random.nextInt(SIDE), random.nextInt(SIDE), 1 + 2 * random.nextDouble());
    }

    /** A dark color of what is behind balls. */
    static Color background(Random random) {
        return new Color(20 + random.nextInt(60), 20 + random.nextInt(60), 20 + random.nextInt(60));
    }

    static void clear(Graphics2D canvas, Color background) {
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setColor(background);
        canvas.fillRect(0, 0, SIDE, SIDE);
    }

    void draw(Graphics2D canvas, int frame) {
        double way = frame * speed;
        canvas.setColor(action.color);
        canvas.fill(new Ellipse2D.Double(around(x + action.right * way) - RADIUS, around(y + action.down * way) - RADIUS,
            2 * RADIUS, 2 * RADIUS));
    }

    /** What leaves on one side comes back on the other. */
    private static double around(double place) {
        return place - SIDE * Math.floor(place / SIDE);
    }
}
