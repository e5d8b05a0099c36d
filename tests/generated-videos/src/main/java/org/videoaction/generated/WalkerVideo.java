package org.videoaction.generated;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A video of bright upright rectangles in pure colors that walk to and fro before a dark background, the later ones in front.
 * A filter for bright shapes finds them, so that boxes and identities are known by arithmetic.
 */
public record WalkerVideo(List<Walker> walkers, int frames) {

    public static final int WIDTH = 160;
    public static final int HEIGHT = 96;
    public static final double FPS = 25;
    private static final List<Color> COLORS = List.of(Color.RED, Color.GREEN, Color.BLUE);
    private static final double WIDE = 12;
    private static final double HIGH = 20;

    public WalkerVideo {
        walkers = List.copyOf(walkers);
    }

    /**
     * Somebody who walks.
     *
     * @param x where the middle is in the first frame, in pixels, {@code speed} in pixels a frame, negative to the left
     */
    public record Walker(Color color, double x, double y, double speed) {

        /** The box round it in a frame, in pixels; at the edges it turns round. */
        public Rectangle2D box(int frame) {
            double room = WIDTH - WIDE;
            double way = Math.floorMod(Math.round((x - WIDE / 2 + speed * frame) * 1e6), Math.round(2 * room * 1e6)) / 1e6;
            return new Rectangle2D.Double(way <= room ? way : 2 * room - way, y - HIGH / 2, WIDE, HIGH);
        }
    }

    /** Walkers of one color each, all in rows of their own. @param count up to three */
    public static WalkerVideo apart(int count, int frames, long seed) {
        Random random = new Random(seed);
        List<Walker> walkers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            walkers.add(new Walker(COLORS.get(i), WIDE + (WIDTH - 2 * WIDE) * random.nextDouble(), 16 + 32 * i,
                speed(random) * (random.nextBoolean() ? 1 : -1)));
        }
        return new WalkerVideo(walkers, frames);
    }

    /** Two walkers who meet in the middle of the video, at the same height or nearly, and walk on. */
    public static WalkerVideo crossing(int frames, long seed) {
        Random random = new Random(seed);
        double height = 30 + 30 * random.nextDouble();
        double meeting = WIDTH / 2.0 + 10 * random.nextGaussian();
        double right = speed(random);
        double left = speed(random);
        return new WalkerVideo(List.of(new Walker(Color.RED, meeting - right * frames / 2, height, right),
            new Walker(Color.BLUE, meeting + left * frames / 2, height + 8 * random.nextDouble(), -left)), frames);
    }

    private static double speed(Random random) {
        return 0.6 + random.nextDouble();
    }

    /** What of a walker can be seen in a frame, from 0 to 1. */
    public double seen(int walker, int frame) {
        Rectangle2D box = walkers.get(walker).box(frame);
        double hidden = 0;
        for (Walker before : walkers.subList(walker + 1, walkers.size())) {
            Rectangle2D shared = box.createIntersection(before.box(frame));
            hidden += shared.isEmpty() ? 0 : shared.getWidth() * shared.getHeight();
        }
        return 1 - hidden / (WIDE * HIGH);
    }

    /** Writes the video as H.264. */
    public void write(Path file) throws IOException {
        VideoFile.write(file, WIDTH, HEIGHT, frames, FPS, this::draw);
    }

    /**
     * Writes a detector that finds the walkers, a filter of known weights.
     *
     * @param file one that ends in .onnx or .pt, which says what is written
     */
    public static void writeDetector(Path file) throws IOException {
        String name = file.toString().endsWith(".onnx") ? "bright-shapes.onnx" : "bright-shapes.pt";
        try (InputStream in = WalkerVideo.class.getResourceAsStream(name)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void draw(Graphics2D canvas, int frame) {
        canvas.setPaint(new GradientPaint(0, 0, new Color(20, 20, 40), WIDTH, HEIGHT, new Color(60, 70, 50)));
        canvas.fillRect(0, 0, WIDTH, HEIGHT);
        for (Walker walker : walkers) {
            canvas.setColor(walker.color());
            canvas.fill(walker.box(frame));
        }
    }
}
