package org.videoaction.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.clip.ClipTableWriter;
import org.videoaction.data.list.Classes;

/** Small clip tables whose two classes are dark and bright noise. */
public final class TestClips {

    /** 3 x 8 x 32 x 32. */
    public static final ClipSpec SPEC = new ClipSpec(3, 8, 32, 32, 1, 1, 1, Classes.of("dark", "bright"));

    private TestClips() {
    }

    /** Clips of both classes in turn. */
    public static ClipTable table(Path file, int clips) throws IOException {
        return table(file, clips, 1);
    }

    private static ClipSpec spec(int clipsPerVideo) {
        return new ClipSpec(3, 8, 32, 32, 1, clipsPerVideo, 1, SPEC.classes());
    }

    /** @param clipsPerVideo how many clips in a row belong to one video */
    public static ClipTable table(Path file, int clips, int clipsPerVideo) throws IOException {
        Random random = new Random(3);
        try (ClipTableWriter writer = new ClipTableWriter(file, spec(clipsPerVideo))) {
            for (int i = 0; i < clips; i++) {
                int video = i / clipsPerVideo;
                ByteBuffer frames = ByteBuffer.allocateDirect(SPEC.clipBytes());
                for (int b = 0; b < frames.capacity(); b++) {
                    frames.put(b, (byte) (random.nextInt(100) + (video % 2 == 0 ? 0 : 150)));
                }
                writer.write(new Clip("c" + i, "v" + video, video % 2, 0, 25, i % clipsPerVideo, 0, "ok", frames));
            }
            writer.finish();
        }
        return ClipTable.open(file);
    }
}
