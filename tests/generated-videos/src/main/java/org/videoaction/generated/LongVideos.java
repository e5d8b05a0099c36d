package org.videoaction.generated;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.videoaction.generated.Ball.Action;

/**
 * H.264 videos of twelve seconds in which now one ball and now another does something, and nothing happens in between. Their
 * list {@code segments.json} has the form of ActivityNet's, with the parts training, validation and testing, and each action
 * lies in every video once.
 */
public record LongVideos(int train, int validation, int test, long seed) {

    private static final int SECONDS = 12;
    private static final int FPS = 25;

    /** An action from one frame on to before another. */
    private record Stretch(Ball ball, int from, int to) {

        /** As the list has it. */
        private String listed() {
            return String.format(Locale.ROOT, "{\"segment\": [%.2f, %.2f], \"label\": \"%s\"}", (double) from / FPS,
                (double) to / FPS, ball.action().label());
        }
    }

    /** Writes the set into a folder. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> videos = new ArrayList<>();
        for (int i = 0; i < train + validation + test; i++) {
            // mixed well: java.util.Random starts alike from neighboring seeds
            Random random = new Random(new SplittableRandom(seed * 100_003 + i).nextLong());
            Color background = Ball.background(random);
            List<Stretch> stretches = stretches(random);
            String name = "long_" + i;
            VideoFile.write(folder.resolve(name + ".mp4"), Ball.SIDE, Ball.SIDE, SECONDS * FPS, FPS, (canvas, frame) -> {
                Ball.clear(canvas, background);
                stretches.stream().filter(stretch -> frame >= stretch.from() && frame < stretch.to())
                    .forEach(stretch -> stretch.ball().draw(canvas, frame));
            });
            videos.add(String.format(Locale.ROOT, "\"%s\": {\"subset\": \"%s\", \"duration\": %d.0, \"annotations\": [%s]}",
                name, i < train ? "training" : i < train + validation ? "validation" : "testing", SECONDS,
                stretches.stream().map(Stretch::listed).collect(Collectors.joining(", "))));
        }
        Files.writeString(folder.resolve("segments.json"), "{\"database\": {\n" + String.join(",\n", videos) + "\n}}\n");
    }

    /** An action each three seconds, one to two seconds long. */
    private static List<Stretch> stretches(Random random) {
        List<Action> actions = new ArrayList<>(List.of(Action.RISE, Action.FALL, Action.GO_LEFT, Action.GO_RIGHT));
        Collections.shuffle(actions, random);
        return IntStream.range(0, actions.size()).mapToObj(i -> {
            int from = (3 * i) * FPS + FPS / 4 + random.nextInt(FPS / 2);
            return new Stretch(Ball.random(actions.get(i), random), from, from + FPS + random.nextInt(FPS));
        }).toList();
    }
}
