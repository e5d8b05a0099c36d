package org.videoaction.model.insight;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.videoaction.data.Progress;
import org.videoaction.data.annotation.Heat;
import org.videoaction.data.clip.ClipBatch;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipPicture;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.Pass;
import org.videoaction.data.sampling.FrameSize;

/**
 * The evidence in a clip for people to look at: frames from its first to its last with their heat over them, a row for each pathway,
 * and under each row the evidence along time, a field for each frame of the clip, the hottest one as bright as can be.
 */
public final class EvidencePicture {

    private static final int FRAMES = 8;
    private static final int SIDE = 96;
    private static final int BAR = 8;
    private static final int GAP = 4;

    private EvidencePicture() {
    }

    /**
     * Pictures of a few clips.
     *
     * @param clips which, of the source that was scored
     * @return PNG files, by the places of the videos' scores; none of a video that can no longer be read
     * @throws IOException when the source cannot be read
     */
    public static Map<Long, byte[]> of(ClipSource source, List<StrongestClips.Strongest> clips, Explainer explainer,
        Progress progress) throws IOException {
        Map<Long, byte[]> pictures = new HashMap<>();
        int[] indices = clips.stream().mapToInt(clip -> clip.index(source)).toArray();
        try (ClipBatches batches = source.batches(new Pass(indices, 1, 0), (clip, problem) -> {})) {
            for (int i = 0; batches.hasNext(); i++) {
                double before = (double) i / indices.length;
                String message = "explaining video " + (i + 1) + " of " + indices.length;
                ClipBatch batch = batches.next(() -> progress.report(before, message));
                if (batch.size() == 1) {
                    Evidence evidence = explainer.explain(batch.frames(), source.spec().frames(), batch.frameSize(),
                        clips.get(i).label(),
                        (fraction, part) -> progress.report(before + fraction / indices.length, message + ": " + part));
                    pictures.put(clips.get(i).row(), png(batch.frames(), source.spec(), batch.frameSize(), evidence));
                }
            }
        }
        return pictures;
    }

    /**
     * The picture of one clip.
     *
     * @param frames C x T x H x W bytes
     * @param size H and W
     */
    static byte[] png(ByteBuffer frames, ClipSpec spec, FrameSize size, Evidence evidence) throws IOException {
        int[] times = ClipPicture.spread(spec.frames(), FRAMES);
        BufferedImage strip = ClipPicture.strip(frames, spec, size, times, SIDE);
        int row = strip.getHeight() + BAR + GAP;
        BufferedImage picture = new BufferedImage(strip.getWidth(), evidence.maps().size() * row - GAP,
            BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = picture.createGraphics();
        for (int i = 0; i < evidence.maps().size(); i++) {
            canvas.drawImage(strip, 0, i * row, null);
            draw(picture, i * row, strip.getHeight(), times, spec.frames(), evidence.maps().get(i));
        }
        canvas.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        if (!ImageIO.write(picture, "png", png)) {
            throw new IOException("This Java cannot write PNG images.");
        }
        return png.toByteArray();
    }

    private static void draw(BufferedImage picture, int top, int height, int[] times, int frames, HeatMap map) {
        int width = picture.getWidth() / times.length;
        for (int i = 0; i < times.length; i++) {
            new Heat(map.height(), map.width(), map.frame(times[i])).paint(picture, i * width, top, width, height);
        }
        TimeBar.relative(map.overTime(frames)).paint(picture, top + height, picture.getWidth(), BAR);
    }
}
