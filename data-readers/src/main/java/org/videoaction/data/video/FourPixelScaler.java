package org.videoaction.data.video;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.videoaction.data.sampling.FrameSize;

/** Scales the full RGB frame by the weighted mean of the four nearest pixels. */
final class FourPixelScaler implements FrameScaler {

    private final Path video;
    private final FrameSize size;
    private final byte[][] planes = new byte[PlanarFrame.CHANNELS][];
    private final PlanarFrame frame;
    private FrameSize sourceSize;
    private AveragingScaler converter;
    private Neighbours columns;
    private Neighbours rows;
    private byte[] upper;
    private byte[] lower;

    FourPixelScaler(Path video, FrameSize size) {
        this.video = video;
        this.size = size;
        ByteBuffer[] channels = new ByteBuffer[PlanarFrame.CHANNELS];
        for (int channel = 0; channel < channels.length; channel++) {
            planes[channel] = new byte[size.width() * size.height()];
            channels[channel] = ByteBuffer.wrap(planes[channel]);
        }
        this.frame = new PlanarFrame(channels, 0, 1, size.width(), size);
    }

    @Override
    public PlanarFrame scale(AVFrame source) throws VideoException {
        return scale(source, 0, size.height());
    }

    @Override
    public PlanarFrame scale(AVFrame source, int first, int end) throws VideoException {
        prepare(new FrameSize(source.width(), source.height()));
        scale(converter.scale(source, rows.first()[first], rows.second()[end - 1] + 1), first, end);
        return frame;
    }

    private void prepare(FrameSize next) {
        if (next.equals(sourceSize)) {
            return;
        }
        close();
        converter = new AveragingScaler(video, next);
        columns = Neighbours.along(next.width(), size.width());
        rows = Neighbours.along(next.height(), size.height());
        upper = new byte[next.width()];
        lower = new byte[next.width()];
        sourceSize = next;
    }

    private void scale(PlanarFrame full, int first, int end) {
        for (int channel = 0; channel < PlanarFrame.CHANNELS; channel++) {
            for (int y = first; y < end; y++) {
                full.row(channel, rows.first()[y], upper);
                full.row(channel, rows.second()[y], lower);
                blend(rows.weight()[y], planes[channel], y * size.width());
            }
        }
    }

    private void blend(float below, byte[] plane, int start) {
        int[] left = columns.first();
        int[] right = columns.second();
        float[] weight = columns.weight();
        for (int x = 0; x < left.length; x++) {
            float up = mix(upper[left[x]] & 0xff, upper[right[x]] & 0xff, weight[x]);
            float down = mix(lower[left[x]] & 0xff, lower[right[x]] & 0xff, weight[x]);
            plane[start + x] = (byte) (mix(up, down, below) + 0.5f);
        }
    }

    private static float mix(float a, float b, float weightOfB) {
        return a + (b - a) * weightOfB;
    }

    @Override
    public void close() {
        if (converter != null) {
            converter.close();
            converter = null;
            sourceSize = null;
        }
    }

    /** For each pixel along one side: the two source pixels beside its centre and the weight of the second. */
    private record Neighbours(int[] first, int[] second, float[] weight) {

        static Neighbours along(int source, int target) {
            Neighbours result = new Neighbours(new int[target], new int[target], new float[target]);
            float scale = (float) source / target;
            for (int i = 0; i < target; i++) {
                float centre = Math.max(0, (i + 0.5f) * scale - 0.5f);
                int below = Math.min((int) centre, source - 1);
                result.first[i] = below;
                result.second[i] = Math.min(below + 1, source - 1);
                result.weight[i] = centre - below;
            }
            return result;
        }
    }
}
