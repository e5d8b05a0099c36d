package org.videoaction.data.clip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.videoaction.data.list.Classes;

/** Writes and reads 160 clips of a megabyte: a program of its own, whose memory is smaller than that. */
final class LargeTable {

    private static final int CLIPS = 160;
    private static final ClipSpec SPEC = new ClipSpec(4, 4, 256, 256, 1, 1, 1, Classes.NONE);

    private LargeTable() {
    }

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        ByteBuffer frames = ByteBuffer.allocateDirect(SPEC.clipBytes());
        try (ClipTableWriter writer = new ClipTableWriter(file, SPEC)) {
            for (int i = 0; i < CLIPS; i++) {
                mark(frames, i);
                writer.write(new Clip("" + i, "video", Clip.NO_LABEL, 0, 0, i, 0, SampledVideo.OK, frames));
            }
            writer.finish();
        }
        int right = 0;
        try (ClipTable table = ClipTable.open(file)) {
            for (int i = 0; i < table.size(); i++) {
                Clip clip = table.clip(i);
                mark(frames, clip.clip());
                right += clip.frames().equals(frames) ? 1 : 0;
            }
        }
        System.out.println(right + " clips as written");
    }

    private static void mark(ByteBuffer frames, int number) {
        for (int i = 0; i < frames.capacity(); i += 4096) {
            frames.putInt(i, number * 31 + i);
        }
    }
}
