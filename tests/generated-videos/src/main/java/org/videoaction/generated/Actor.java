package org.videoaction.generated;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/**
 * A shape that keeps to its part of a scene. It moves to and fro there, turns, does both or stands still, and whatever it
 * does it is bright or dark. Where it is and how it is turned is drawn from the same ranges for all, so that a single frame
 * tells its brightness alone.
 */
final class Actor {

    private static final double SMALLEST = 0.5;
    private static final double LARGEST = 0.62;
    private static final int FEWEST_FRAMES = 14;
    private static final int MOST_FRAMES = 22;

    private final Rectangle2D part;
    private final Set<Action> actions;
    private final double size;
    private final double place;
    private final double height;
    private final double angle;
    private final double speed;
    private final double direction;
    private final Shape shape;
    private final GradientPaint pattern;

    /** @param part where it keeps to, in pixels, wider than high or the other way round */
    Actor(Rectangle2D part, Random random) {
        this.part = part;
        this.actions = actions(random);
        this.size = Math.min(part.getWidth(), part.getHeight())
            * (SMALLEST + (LARGEST - SMALLEST) * random.nextDouble());
        this.place = random.nextDouble();
        this.height = random.nextDouble();
        this.angle = random.nextDouble();
        this.speed = 1 / (FEWEST_FRAMES + (MOST_FRAMES - FEWEST_FRAMES) * random.nextDouble());
        this.direction = random.nextBoolean() ? 1 : -1;
        this.shape = shape(random);
        float light = actions.contains(Action.SHINE) ? 1 : 0.45f;
        float hue = random.nextFloat();
        this.pattern = new GradientPaint(0, -0.3f, Color.getHSBColor(hue, 0.6f, light), 0, 0.3f,
            Color.getHSBColor(hue + 0.5f, 0.6f, 0.6f * light));
    }

    private static Set<Action> actions(Random random) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        if (random.nextBoolean()) {
            actions.add(Action.MOVE);
        }
        if (random.nextBoolean()) {
            actions.add(Action.TURN);
        }
        if (actions.isEmpty()) {
            actions.add(Action.STAND);
        }
        if (random.nextBoolean()) {
            actions.add(Action.SHINE);
        }
        return actions;
    }

    /** An outline within half a unit of the origin. */
    private static Shape shape(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Rectangle2D.Double(-0.45, -0.2, 0.9, 0.4);
            case 1 -> new Ellipse2D.Double(-0.5, -0.22, 1, 0.44);
            default -> {
                Path2D triangle = new Path2D.Double();
                triangle.moveTo(0, -0.5);
                triangle.lineTo(0.3, 0.4);
                triangle.lineTo(-0.3, 0.4);
                triangle.closePath();
                yield triangle;
            }
        };
    }

    Set<Action> actions() {
        return actions;
    }

    private AffineTransform transform(int frame) {
        double way = place + (actions.contains(Action.MOVE) ? direction * frame * speed : 0);
        double across = (1 + Math.cos(2 * Math.PI * way)) / 2;
        double turned = angle + (actions.contains(Action.TURN) ? direction * frame * speed : 0);
        AffineTransform transform = AffineTransform.getTranslateInstance(
            part.getX() + size / 2 + across * (part.getWidth() - size),
            part.getY() + size / 2 + height * (part.getHeight() - size));
        transform.rotate(2 * Math.PI * turned);
        transform.scale(size, size);
        return transform;
    }

    /** Draws the shape at a frame number. */
    void draw(Graphics2D canvas, int frame) {
        AffineTransform start = canvas.getTransform();
        canvas.transform(transform(frame));
        canvas.setPaint(pattern);
        canvas.fill(shape);
        canvas.setColor(Color.BLACK);
        canvas.setStroke(new BasicStroke(0.04f));
        canvas.draw(shape);
        canvas.setTransform(start);
    }

    /** The box round the shape in a frame, in pixels. */
    Rectangle2D box(int frame) {
        return transform(frame).createTransformedShape(shape).getBounds2D();
    }
}
