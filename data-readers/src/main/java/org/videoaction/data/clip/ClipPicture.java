package org.videoaction.data.clip;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.video.VideoException;

/**
 * A clip for people to look at: some of its frames beside each other in one small JPEG.
 *
 * @param index the clip's index in its source
 * @param clip what is known of it, without its frames; null where it cannot be read
 * @param problem why it cannot be read; null where it can
 * @param frames how many frames of the clip there are, from its first to its last
 * @param width of one of them in pixels
 * @param height in pixels
 * @param jpeg {@code frames * width x height}
 */
public record ClipPicture(int index, Clip clip, String problem, int frames, int width, int height, byte[] jpeg) {

    private static final ByteBuffer NO_FRAMES = ByteBuffer.allocate(0);

    /**
     * Pictures of clips of a source, in their order.
     *
     * @param clips the clips' indices
     * @param frames how many frames of each; all where a clip has fewer; of one frame, the middle one
     * @param side the larger side of a frame in pixels; smaller clips stay as they are
     * @throws IOException when the source cannot be read; a single broken video is a picture with a problem
     */
    public static List<ClipPicture> of(ClipSource source, int[] clips, int frames, int side) throws IOException {
        List<ClipPicture> pictures = new ArrayList<>();
        List<VideoException> broken = new ArrayList<>();
        try (ClipBatches batches = source.batches(new Pass(clips, 1, 0), (clip, problem) -> broken.add(problem))) {
            while (batches.hasNext()) {
                int index = clips[pictures.size()];
                ClipBatch batch = batches.next(() -> {});
                pictures.add(batch.size() == 0 ? unreadable(index, broken) : of(batch, 0, source.spec(), frames, side));
            }
        }
        return pictures;
    }

    /** As many indices as wanted, evenly from the first to the last of {@code size}. */
    public static int[] spread(int size, int wanted) {
        int count = Math.min(size, wanted);
        return IntStream.range(0, count).map(i -> count == 1 ? 0 : (int) ((long) i * (size - 1) / (count - 1))).toArray();
    }

    private static ClipPicture unreadable(int index, List<VideoException> broken) {
        return new ClipPicture(index, null, Optional.of(broken).filter(problems -> !problems.isEmpty())
            .map(problems -> problems.get(problems.size() - 1).getMessage()).orElse("The video cannot be read."), 0, 0, 0,
            new byte[0]);
    }

    /**
     * The picture of a clip of a batch, as its frames are there.
     *
     * @param place the clip's place in the batch
     * @param wanted how many frames, as in {@link #of(ClipSource, int[], int, int)}, and {@code side}
     */
    public static ClipPicture of(ClipBatch batch, int place, ClipSpec spec, int wanted, int side) throws IOException {
        Clip clip = batch.clips().get(place);
        int[] times = wanted == 1 ? new int[] {spec.frames() / 2} : spread(spec.frames(), wanted);
        int bytes = spec.clipBytes(batch.frameSize());
        BufferedImage strip = strip(batch.frames().slice(place * bytes, bytes), spec, batch.frameSize(), times, side);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        if (!ImageIO.write(strip, "jpg", jpeg)) {
            throw new IOException("This Java cannot write JPEG images.");
        }
        return new ClipPicture(batch.indices().get(place), clip.withFrames(NO_FRAMES), null, times.length,
            strip.getWidth() / times.length,
            strip.getHeight(), jpeg.toByteArray());
    }

    /**
     * Some frames of a clip beside each other.
     *
     * @param frames C x T x H x W bytes
     * @param size H and W
     * @param times which frames
     * @param side the larger side of a frame in pixels; smaller clips stay as they are
     */
    public static BufferedImage strip(ByteBuffer frames, ClipSpec spec, FrameSize size, int[] times, int side) {
        int longer = Math.max(size.width(), size.height());
        int width = longer <= side ? size.width() : Math.max(1, size.width() * side / longer);
        int height = longer <= side ? size.height() : Math.max(1, size.height() * side / longer);
        BufferedImage strip = new BufferedImage(times.length * width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < times.length; i++) {
            draw(strip, i * width, width, height, frames, spec, size, times[i]);
        }
        return strip;
    }

    /** Each pixel is the mean of those that it stands for. */
    private static void draw(BufferedImage strip, int left, int width, int height, ByteBuffer frames, ClipSpec spec,
        FrameSize size, int time) {
        for (int y = 0; y < height; y++) {
            int top = y * size.height() / height;
            int bottom = Math.max(top + 1, (y + 1) * size.height() / height);
            for (int x = 0; x < width; x++) {
                int from = x * size.width() / width;
                int to = Math.max(from + 1, (x + 1) * size.width() / width);
                int colour = 0;
                for (int channel = 0; channel < spec.channels(); channel++) {
                    int plane = (channel * spec.frames() + time) * size.height() * size.width();
                    int sum = 0;
                    for (int row = top; row < bottom; row++) {
                        for (int column = from; column < to; column++) {
                            sum += frames.get(plane + row * size.width() + column) & 0xff;
                        }
                    }
                    colour = colour << 8 | sum / ((bottom - top) * (to - from));
                }
                strip.setRGB(left + x, y, colour);
            }
        }
    }
}
