package org.videoaction.generated;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * A patterned object before a patterned background. Place, angle and size of the object are drawn for every video from
 * the same ranges, and the one that changes runs round its whole range at a constant speed. So a single frame looks the
 * same whatever the motion is; only its neighbours tell.
 */
final class MotionScene {

    private static final double SMALLEST = 0.35;
    private static final double LARGEST = 0.75;

    private final Motion motion;
    private final int side;
    private final double x;
    private final double y;
    private final double turn;
    private final double growth;
    private final double speed;
    private final Shape shape;
    private final GradientPaint pattern;
    private final BufferedImage background;

    /**
     * @param fewest frames of a round, drawn from here on
     * @param most frames of a round
     */
    MotionScene(Motion motion, int side, double fewest, double most, Random random) {
        this.motion = motion;
        this.side = side;
        this.x = random.nextDouble();
        this.y = random.nextDouble();
        this.turn = random.nextDouble();
        this.growth = random.nextDouble();
        this.speed = 1 / (fewest + (most - fewest) * random.nextDouble());
        this.shape = shape(random);
        float hue = random.nextFloat();
        this.pattern = new GradientPaint(0, -0.5f, Color.getHSBColor(hue, 0.8f, 1f), 0, 0.5f,
            Color.getHSBColor(hue + 0.3f + 0.4f * random.nextFloat(), 0.9f, 0.4f));
        this.background = background(side, random);
    }

    /** An outline within half a unit of the origin, without symmetry under small turns. */
    private static Shape shape(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Rectangle2D.Double(-0.5, -0.3, 1, 0.6);
            case 1 -> new Ellipse2D.Double(-0.5, -0.3, 1, 0.6);
            default -> {
                Path2D triangle = new Path2D.Double();
                triangle.moveTo(0, -0.5);
                triangle.lineTo(0.45, 0.4);
                triangle.lineTo(-0.45, 0.4);
                triangle.closePath();
                yield triangle;
            }
        };
    }

    static BufferedImage background(int side, Random random) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D canvas = image.createGraphics();
        canvas.setPaint(new GradientPaint(0, 0, new Color(dark(random), dark(random), dark(random)), side, side,
            new Color(dark(random), dark(random), dark(random))));
        canvas.fillRect(0, 0, side, side);
        for (int i = 0; i < 6; i++) {
            canvas.setColor(new Color(dark(random), dark(random), dark(random)));
            int size = side / 8 + random.nextInt(side / 6);
            canvas.fillOval(random.nextInt(side), random.nextInt(side), size, size);
        }
        canvas.dispose();
        return image;
    }

    private static int dark(Random random) {
        return 30 + random.nextInt(80);
    }

    /** Draws the scene at a frame number. */
    void draw(Graphics2D canvas, int frame) {
        canvas.drawImage(background, 0, 0, null);
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        double way = frame * speed;
        double across = motion == Motion.MOVE_LEFT ? -way : motion == Motion.MOVE_RIGHT ? way : 0;
        double down = motion == Motion.MOVE_UP ? -way : motion == Motion.MOVE_DOWN ? way : 0;
        double angle = 2 * Math.PI * (turn + (motion == Motion.SPIN ? way : 0));
        double size = SMALLEST + (LARGEST - SMALLEST) * round(growth + (motion == Motion.GROW ? way : 0));
        AffineTransform start = canvas.getTransform();
        for (int column = -1; column <= 1; column++) {
            for (int row = -1; row <= 1; row++) {
                canvas.translate((round(x + across) + column) * side, (round(y + down) + row) * side);
                canvas.rotate(angle);
                canvas.scale(size * side, size * side);
                canvas.setPaint(pattern);
                canvas.fill(shape);
                canvas.setTransform(start);
            }
        }
    }

    /** The part behind the point: what leaves on one side comes back on the other. */
    private static double round(double value) {
        return value - Math.floor(value);
    }
}
