package org.videoaction.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActionVideosTest {

    private static final Rectangle2D PART = new Rectangle2D.Double(0, 0, 96, 48);

    private static Actor actor(long seed) {
        return new Actor(PART, new Random(new SplittableRandom(seed).nextLong()));
    }

    @Test
    void everyFrameIsThatOfItsBox() {
        for (int seed = 0; seed < 20; seed++) {
            Actor actor = actor(seed);
            BufferedImage image = new BufferedImage(96, 48, BufferedImage.TYPE_INT_RGB);
            Graphics2D canvas = image.createGraphics();
            canvas.setColor(Color.WHITE);
            canvas.fillRect(0, 0, 96, 48);
            actor.draw(canvas, 20);
            canvas.dispose();
            Rectangle2D drawn = null;
            for (int y = 0; y < 48; y++) {
                for (int x = 0; x < 96; x++) {
                    if (image.getRGB(x, y) != Color.WHITE.getRGB()) {
                        Rectangle2D pixel = new Rectangle2D.Double(x, y, 1, 1);
                        drawn = drawn == null ? pixel : drawn.createUnion(pixel);
                    }
                }
            }
            Rectangle2D box = actor.box(20);
            assertThat(PART.contains(box)).isTrue();
            // a stroke round the outline and whole pixels
            assertThat(drawn.getMinX()).isBetween(box.getMinX() - 3, box.getMinX() + 2);
            assertThat(drawn.getMaxY()).isBetween(box.getMaxY() - 2, box.getMaxY() + 3);
        }
    }

    @Test
    void aShapeStandsWhereItDoesNotMoveOrTurn() {
        Set<Set<Action>> seen = new HashSet<>();
        for (int seed = 0; seed < 60; seed++) {
            Actor actor = actor(seed);
            seen.add(EnumSet.copyOf(actor.actions()));
            boolean changes = actor.actions().contains(Action.MOVE) || actor.actions().contains(Action.TURN);
            assertThat(actor.actions().contains(Action.STAND)).isEqualTo(!changes);
            assertThat(actor.box(10).equals(actor.box(14))).isEqualTo(!changes);
        }
        // move and turn each or neither, each bright or dark
        assertThat(seen).hasSize(8);
    }

    @Test
    void writesVideosAndListsInTheFormOfAva(@TempDir Path folder) throws IOException {
        new ActionVideos(2, 1, 1).write(folder);
        List<String> train = Files.readAllLines(folder.resolve("train.csv"));
        assertThat(train).allMatch(line -> line.matches("train_[01],[01]\\.\\d\\d(,[01]\\.\\d{3}){4},[1-4],[01]"));
        // two shapes at three key frames of two videos, each with an action at least
        assertThat(train.stream().map(line -> line.replaceAll(",\\d,(\\d)$", ",$1")).distinct()).hasSize(12);
        assertThat(folder.resolve("test_0.mp4")).exists();
        assertThat(folder.resolve("actions.pbtxt")).content().contains("name: \"stand\"", "id: 4");
    }
}
