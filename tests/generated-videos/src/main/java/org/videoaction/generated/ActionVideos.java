package org.videoaction.generated;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * A set of small H.264 videos of several shapes each, which move, turn, do both or stand still, and shine or do not; with
 * lists in the form of AVA's: {@code train.csv} and {@code test.csv} of the boxes at key frames and what each shape does,
 * {@code actions.pbtxt} of the classes.
 */
public record ActionVideos(int train, int test, long seed) {

    private static final int SIDE = 96;
    private static final int FRAMES = 40;
    private static final double FPS = 25;
    /** Far enough from the ends for a clip of 8 frames with stride 2. */
    private static final int[] KEY_FRAMES = {10, 20, 30};

    /** Writes the set into a folder. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        StringBuilder classes = new StringBuilder();
        for (Action action : Action.values()) {
            classes.append("item {\n  name: \"").append(action.label()).append("\"\n  id: ").append(id(action))
                .append("\n}\n");
        }
        Files.writeString(folder.resolve("actions.pbtxt"), classes);
        writePart(folder, "train", train);
        writePart(folder, "test", test);
    }

    private static int id(Action action) {
        return action.ordinal() + 1;
    }

    private void writePart(Path folder, String part, int videos) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < videos; i++) {
            String name = part + "_" + i;
            Random random = new Random(new SplittableRandom((seed * 31 + part.hashCode()) * 100_003 + i).nextLong());
            BufferedImage background = MotionScene.background(SIDE, random);
            List<Actor> actors = actors(random);
            VideoFile.write(folder.resolve(name + ".mp4"), SIDE, SIDE, FRAMES, FPS,
                (canvas, frame) -> draw(canvas, frame, background, actors));
            for (int frame : KEY_FRAMES) {
                for (int actor = 0; actor < actors.size(); actor++) {
                    lines.addAll(lines(name, frame, actors.get(actor), actor));
                }
            }
        }
        Files.write(folder.resolve(part + ".csv"), lines);
    }

    /** Two shapes, one above the other. */
    private static List<Actor> actors(Random random) {
        double half = SIDE / 2.0;
        return List.of(new Actor(new Rectangle2D.Double(0, 0, SIDE, half), random),
            new Actor(new Rectangle2D.Double(0, half, SIDE, half), random));
    }

    private static void draw(Graphics2D canvas, int frame, BufferedImage background, List<Actor> actors) {
        canvas.drawImage(background, 0, 0, null);
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        actors.forEach(actor -> actor.draw(canvas, frame));
    }

    /** A line an action, as AVA has it. */
    private static List<String> lines(String video, int frame, Actor actor, int person) {
        Rectangle2D box = actor.box(frame);
        return actor.actions().stream().map(action -> String.format(Locale.ROOT, "%s,%.2f,%.3f,%.3f,%.3f,%.3f,%d,%d", video,
            frame / FPS, share(box.getMinX()), share(box.getMinY()), share(box.getMaxX()), share(box.getMaxY()),
            id(action), person)).toList();
    }

    private static double share(double pixels) {
        return Math.max(0, Math.min(1, pixels / SIDE));
    }
}
