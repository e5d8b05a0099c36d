package org.videoaction.data.video;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_DEFAULT;
import static org.bytedeco.ffmpeg.global.swscale.sws_frame_end;
import static org.bytedeco.ffmpeg.global.swscale.sws_frame_start;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_receive_slice;
import static org.bytedeco.ffmpeg.global.swscale.sws_receive_slice_alignment;
import static org.bytedeco.ffmpeg.global.swscale.sws_send_slice;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.videoaction.data.sampling.FrameSize;

/**
 * Scales with FFmpeg's bilinear filter, which is as wide as the pixels that become one. All memory is FFmpeg's, as
 * that of {@link PacketSource}.
 */
final class AveragingScaler implements FrameScaler {

    private static final int NEUTRAL = 1 << 16;
    /** FFmpeg's GBRP holds green first. */
    private static final int[] PLANE_OF_CHANNEL = {2, 0, 1};

    private final Path video;
    private final FrameSize size;
    private final AVFrame target;
    private final PlanarFrame frame;
    private SwsContext context;
    private Input input;

    /** What a conversion depends on. */
    private record Input(int width, int height, int format, int colours, boolean fullRange) {

        static Input of(AVFrame frame) {
            int format = frame.format();
            boolean full = frame.color_range() == AVCOL_RANGE_JPEG || format == AV_PIX_FMT_YUVJ420P
                || format == AV_PIX_FMT_YUVJ422P || format == AV_PIX_FMT_YUVJ440P || format == AV_PIX_FMT_YUVJ444P;
            int colours = frame.colorspace() == AVCOL_SPC_UNSPECIFIED ? SWS_CS_DEFAULT : frame.colorspace();
            return new Input(frame.width(), frame.height(), format, colours, full);
        }
    }

    AveragingScaler(Path video, FrameSize size) {
        this.video = video;
        this.size = size;
        // FFmpeg's conversion without scaling leaves the last columns black where a row has no room for three
        int stride = 3 * ((size.width() + 63) / 64 * 64);
        long planeBytes = (long) stride * size.height();
        AVBufferRef memory = av_buffer_alloc(PlanarFrame.CHANNELS * planeBytes);
        if (memory == null) {
            throw new OutOfMemoryError("no memory for a frame of " + size.width() + " x " + size.height() + " pixels");
        }
        this.target = av_frame_alloc();
        target.buf(0, memory);
        target.width(size.width());
        target.height(size.height());
        target.format(AV_PIX_FMT_GBRP);
        ByteBuffer[] channels = new ByteBuffer[PlanarFrame.CHANNELS];
        for (int channel = 0; channel < channels.length; channel++) {
            int plane = PLANE_OF_CHANNEL[channel];
            BytePointer start = memory.data().getPointer(plane * planeBytes);
            target.data(plane, start);
            target.linesize(plane, stride);
            channels[channel] = start.capacity(planeBytes).asByteBuffer();
        }
        this.frame = new PlanarFrame(channels, 0, 1, stride, size);
    }

    @Override
    public PlanarFrame scale(AVFrame source) throws VideoException {
        return scale(source, 0, size.height());
    }

    @Override
    public PlanarFrame scale(AVFrame source, int first, int end) throws VideoException {
        prepare(Input.of(source));
        int step = sws_receive_slice_alignment(context);
        int from = first / step * step;
        int to = Math.min(size.height(), (end + step - 1) / step * step);
        check(sws_frame_start(context, target, source));
        try {
            check(sws_send_slice(context, 0, source.height()));
            check(sws_receive_slice(context, from, to - from));
        } finally {
            sws_frame_end(context);
        }
        return frame;
    }

    private void check(int result) throws VideoException {
        if (result < 0) {
            throw new VideoException(video, "has a frame that cannot be scaled (" + FfmpegError.text(result) + ")");
        }
    }

    private void prepare(Input next) throws VideoException {
        if (next.equals(input)) {
            return;
        }
        sws_freeContext(context);
        input = null;
        context = sws_getContext(next.width(), next.height(), next.format(), size.width(), size.height(),
            AV_PIX_FMT_GBRP, SWS_BILINEAR, null, null, (DoublePointer) null);
        if (context == null) {
            throw new VideoException(video, "has frames of " + next.width() + " x " + next.height()
                + " pixels in format " + next.format() + ", which cannot be scaled to " + size.width() + " x "
                + size.height() + " pixels in RGB");
        }
        sws_setColorspaceDetails(context, sws_getCoefficients(next.colours()), next.fullRange() ? 1 : 0,
            sws_getCoefficients(SWS_CS_DEFAULT), 1, 0, NEUTRAL, NEUTRAL);
        input = next;
    }

    @Override
    public void close() {
        sws_freeContext(context);
        context = null;
        input = null;
        av_frame_free(target);
    }
}
