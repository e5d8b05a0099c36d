package org.videoaction.generated;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.videoaction.generated.Ball.Action;

/**
 * Small H.264 videos that each show several actions at once: every action is done by a ball of its own colour, so that they are
 * learned within a minute; this set is about several labels, not about motion. Its lists have the form of Charades:
 * {@code train.csv} and {@code test.csv}, in which every action lasts as long as its video, and {@code classes.txt}, a code and
 * a name a line. In {@code train.txt} and {@code test.txt} each video is listed once, with the indices of its classes, whose
 * names are in {@code names.txt}.
 */
public record SeveralActionsVideos(int train, int test, long seed) {

    private static final int FRAMES = 16;
    private static final double FPS = 25;
    private static final double CHANCE = 0.4;

    /** Writes the set into a folder. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("classes.txt"),
            Arrays.stream(Action.values()).map(action -> action.code() + " " + action.label()).toList());
        Files.write(folder.resolve("names.txt"), Arrays.stream(Action.values()).map(Action::label).toList());
        writePart(folder, "train", train);
        writePart(folder, "test", test);
    }

    private void writePart(Path folder, String part, int videos) throws IOException {
        List<String> rows = new ArrayList<>(List.of("id,actions"));
        List<String> once = new ArrayList<>();
        for (int i = 0; i < videos; i++) {
            // mixed well: java.util.Random starts alike from neighbouring seeds
            Random random = new Random(new SplittableRandom((seed * 31 + part.hashCode()) * 100_003 + i).nextLong());
            Set<Action> actions = actions(random);
            String name = part + "_" + i;
            writeVideo(folder.resolve(name + ".mp4"), actions, random);
            rows.add(name + "," + actions.stream()
                .map(action -> String.format(Locale.ROOT, "%s 0.00 %.2f", action.code(), FRAMES / FPS))
                .collect(Collectors.joining(";")));
            once.add(name + ".mp4 "
                + actions.stream().map(action -> String.valueOf(action.ordinal())).collect(Collectors.joining(" ")));
        }
        Files.write(folder.resolve(part + ".csv"), rows);
        Files.write(folder.resolve(part + ".txt"), once);
    }

    /** Each by the same chance, at least one. */
    private static Set<Action> actions(Random random) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        while (actions.isEmpty()) {
            for (Action action : Action.values()) {
                if (random.nextDouble() < CHANCE) {
                    actions.add(action);
                }
            }
        }
        return actions;
    }

    private static void writeVideo(Path file, Set<Action> actions, Random random) throws IOException {
        Color background = Ball.background(random);
        List<Ball> balls = actions.stream().map(action -> Ball.random(action, random)).toList();
        VideoFile.write(file, Ball.SIDE, Ball.SIDE, FRAMES, FPS, (canvas, frame) -> {
            Ball.clear(canvas, background);
            balls.forEach(ball -> ball.draw(canvas, frame));
        });
    }
}
