package org.videoaction.data.video;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_DEFAULT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.videoaction.data.sampling.FrameSize;

/** Converts decoded frames of any pixel format and colour space to planar RGB of one size (bilinear, antialiased). */
final class FrameScaler implements AutoCloseable {

    private static final int NEUTRAL = 1 << 16;
    /** FFmpeg's GBRP holds green first. */
    private static final int[] PLANE_OF_CHANNEL = {2, 0, 1};

    private final FrameSize size;
    private final int stride;
    private final BytePointer memory;
    private final PointerPointer<BytePointer> planePointers;
    private final IntPointer strides;
    private final PlanarFrame frame;
    private SwsContext context;

    FrameScaler(FrameSize size) {
        this.size = size;
        // swscale's unscaled path leaves the last columns black where rows are shorter than three rounded widths
        this.stride = 3 * ((size.width() + 63) / 64 * 64);
        long planeBytes = (long) stride * size.height();
        this.memory = new BytePointer(PlanarFrame.CHANNELS * planeBytes);
        BytePointer[] planes = new BytePointer[PlanarFrame.CHANNELS];
        ByteBuffer[] buffers = new ByteBuffer[PlanarFrame.CHANNELS];
        for (int plane = 0; plane < planes.length; plane++) {
            planes[plane] = memory.getPointer(plane * planeBytes);
        }
        for (int channel = 0; channel < buffers.length; channel++) {
            buffers[channel] = memory.getPointer(PLANE_OF_CHANNEL[channel] * planeBytes).capacity(planeBytes)
                .asByteBuffer();
        }
        this.planePointers = new PointerPointer<>(planes[0], planes[1], planes[2], null);
        this.strides = new IntPointer(stride, stride, stride, 0);
        this.frame = new PlanarFrame(buffers, stride, size);
    }

    /** The scaled frame, valid until the next call. */
    PlanarFrame scale(AVFrame source) {
        context = sws_getCachedContext(context, source.width(), source.height(), source.format(),
            size.width(), size.height(), AV_PIX_FMT_GBRP, SWS_BILINEAR, null, null, (DoublePointer) null);
        if (context == null) {
            throw new IllegalStateException("no conversion from pixel format " + source.format() + " to RGB");
        }
        int space = source.colorspace() == AVCOL_SPC_UNSPECIFIED ? SWS_CS_DEFAULT : source.colorspace();
        sws_setColorspaceDetails(context, sws_getCoefficients(space), fullRange(source) ? 1 : 0,
            sws_getCoefficients(SWS_CS_DEFAULT), 1, 0, NEUTRAL, NEUTRAL);
        sws_scale(context, source.data(), source.linesize(), 0, source.height(), planePointers, strides);
        return frame;
    }

    private static boolean fullRange(AVFrame source) {
        int format = source.format();
        return source.color_range() == AVCOL_RANGE_JPEG || format == AV_PIX_FMT_YUVJ420P
            || format == AV_PIX_FMT_YUVJ422P || format == AV_PIX_FMT_YUVJ440P || format == AV_PIX_FMT_YUVJ444P;
    }

    @Override
    public void close() {
        sws_freeContext(context);
        context = null;
        planePointers.close();
        strides.close();
        memory.close();
    }
}
