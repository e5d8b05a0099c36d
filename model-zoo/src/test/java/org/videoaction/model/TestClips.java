package org.videoaction.model;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.clip.ClipTableWriter;
import org.videoaction.data.clip.LeftOut;
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

    /** The same clips of a list that names videos which could not be decoded, before so many of the readable ones each. */
    public static ClipSource withUnreadable(ClipSource clips, int... places) {
        List<LeftOut> left = Arrays.stream(places)
            .mapToObj(place -> new LeftOut(place, "unreadable" + place, List.of(0), "it is no video")).toList();
        return (ClipSource) Proxy.newProxyInstance(TestClips.class.getClassLoader(), new Class<?>[] {ClipSource.class},
            (proxy, method, arguments) -> {
                try {
                    return method.getName().equals("leftOut") ? left : method.invoke(clips, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
    }
}
