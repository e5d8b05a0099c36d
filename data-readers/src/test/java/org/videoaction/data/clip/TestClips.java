package org.videoaction.data.clip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.videoaction.data.list.Classes;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.sampling.Span;

/** Small clips of random bytes. */
final class TestClips {

    static final ClipSpec SPEC = new ClipSpec(3, 2, 8, 8, 4, 3, 1, Classes.of("jump", "run"));

    private TestClips() {
    }

    static Clip clip(int number) {
        return clip(number, SPEC);
    }

    static Clip clip(int number, ClipSpec spec) {
        byte[] pixels = new byte[spec.clipBytes()];
        new Random(number).nextBytes(pixels);
        ByteBuffer frames = ByteBuffer.allocateDirect(pixels.length).put(0, pixels);
        int label = number % 3 - 1;
        List<Integer> labels = number % 4 == 1 ? List.of(0, 1) : Clip.labels(label);
        return new Clip("clip " + number, "/videos/Übung " + number + ".mp4", label, labels,
            number % 2 == 0 ? null : new Span(number, number + 0.5), boxes(number), 10L * number, 25 + number / 8.0, number,
            0,
            number % 2 == 0 ? SampledVideo.OK : SampledVideo.PARTIAL, frames);
    }

    /** None for every third clip, one with both labels and one without any for others. */
    private static List<ClipBox> boxes(int number) {
        return number % 3 == 0 ? List.of() : List.of(
            new ClipBox(new RelativeBox(0, 0.1 * number / (number + 1.0), 0.5, 1), List.of(1, 0)),
            new ClipBox(new RelativeBox(0.25, 0.5, 1, 0.75), List.of()));
    }

    static Path write(Path file, int clips) throws IOException {
        try (ClipTableWriter writer = new ClipTableWriter(file, SPEC)) {
            for (int i = 0; i < clips; i++) {
                writer.write(clip(i));
            }
            writer.finish();
        }
        return file;
    }
}
